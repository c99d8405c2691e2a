/** A column's type as Glue and Hive write it, for rows that arrive as JSON. */
import type { ScalarKind, Type } from './types.js';

const SCALARS: Readonly<Record<ScalarKind, string>> = {
  string: 'string',
  number: 'double',
  int: 'int',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'timestamp',
  // Base64 in JSON, which no reader of JSON turns back into bytes.
  bytes: 'string',
};

export function hiveType(type: Type): string {
  switch (type.kind) {
    case 'array':
      return `array<${hiveType(type.element.type)}>`;
    case 'map':
      return `map<string,${hiveType(type.value.type)}>`;
    case 'row':
      return `struct<${type.fields.map((field) => `${field.name}:${hiveType(field.type)}`).join(',')}>`;
    default:
      return SCALARS[type.kind];
  }
}

/** A name of a database or table: Glue takes letters, digits and underscores, and keeps them in lower case. */
export const glueName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
