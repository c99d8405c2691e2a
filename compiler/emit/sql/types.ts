/** The SQL text of a column's type. Nested types are nullable: Flink checks NOT NULL inside rows in too many places. */
import type { Field, ScalarKind, Type } from '../../ir/types.js';
import { quote } from './print.js';

const SCALARS: Record<ScalarKind, string> = {
  string: 'STRING',
  number: 'DOUBLE',
  int: 'INT',
  bigint: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP_LTZ(3)',
  bytes: 'BYTES',
};

export function sqlType(type: Type): string {
  switch (type.kind) {
    case 'array':
      return `ARRAY<${sqlType(type.element.type)}>`;
    case 'map':
      return `MAP<STRING, ${sqlType(type.value.type)}>`;
    case 'row':
      return rowType(type.fields);
    default:
      return SCALARS[type.kind];
  }
}

export const rowType = (fields: readonly Field[]): string =>
  `ROW<${fields.map(({ name, type }) => `${quote(name)} ${sqlType(type)}`).join(', ')}>`;
