/** The columns of a Hive table as DuckDB has them: the type that their JSON is read as, and how bytes come out of it. */
import type { HiveType, ScalarName } from './hive-type.js';

/** JSON has no bytes: DuckDB would keep the text of a BLOB as it is, so base64 is read as text and decoded by `decoded`. */
const READ_AS: Readonly<Record<ScalarName, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

export const sqlName = (name: string): string => `"${name.replace(/"/g, '""')}"`;

export function readType(type: HiveType): string {
  switch (type.kind) {
    case 'array':
      return `${readType(type.element)}[]`;
    case 'map':
      return `MAP(${readType(type.key)}, ${readType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${sqlName(field.name)} ${readType(field.type)}`).join(', ')})`;
    default:
      return READ_AS[type.kind];
  }
}

/** The expression that makes a value of a column out of what was read; the value itself where there are no bytes in it. */
export function decoded(type: HiveType, value: string, depth = 0): string {
  if (!hasBytes(type)) return value;
  const each = `each${depth}`;
  switch (type.kind) {
    case 'array':
      return `list_transform(${value}, lambda ${each}: ${decoded(type.element, each, depth + 1)})`;
    case 'map': {
      const entry = `{'key': ${each}.key, 'value': ${decoded(type.value, `${each}.value`, depth + 1)}}`;
      return orNull(value, `map_from_entries(list_transform(map_entries(${value}), lambda ${each}: ${entry}))`);
    }
    case 'struct': {
      const fields = type.fields.map(({ name, type: inner }) => {
        return `${sqlName(name)} := ${decoded(inner, `${value}.${sqlName(name)}`, depth)}`;
      });
      return orNull(value, `struct_pack(${fields.join(', ')})`);
    }
    default:
      return `from_base64(${value})`;
  }
}

/** What is made of the parts of NULL is not NULL by itself. */
const orNull = (value: string, made: string): string => `CASE WHEN ${value} IS NULL THEN NULL ELSE ${made} END`;

function hasBytes(type: HiveType): boolean {
  if (type.kind === 'array') return hasBytes(type.element);
  if (type.kind === 'map') return hasBytes(type.value);
  return type.kind === 'struct' ? type.fields.some((field) => hasBytes(field.type)) : type.kind === 'binary';
}
