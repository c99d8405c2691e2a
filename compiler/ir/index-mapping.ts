/** What OpenSearch should make of an output's columns: dates as dates, and text as it is, to be counted and grouped by. */
import type { Field, ScalarKind, Type } from './types.js';

export type Mapping = { readonly type?: string } & Readonly<Record<string, unknown>>;

/** A longer text is kept, and not found by its value: OpenSearch would refuse the document. */
const LONGEST_KEYWORD = 8191;

const SCALARS: Readonly<Record<ScalarKind, Mapping>> = {
  string: { type: 'keyword', ignore_above: LONGEST_KEYWORD },
  number: { type: 'double' },
  int: { type: 'integer' },
  bigint: { type: 'long' },
  boolean: { type: 'boolean' },
  date: { type: 'date', format: 'strict_date_optional_time' },
  bytes: { type: 'binary' },
};

export const propertiesOf = (fields: readonly Field[]): Readonly<Record<string, Mapping>> =>
  Object.fromEntries(fields.map(({ name, type }) => [name, mappingOf(type)]));

function mappingOf(type: Type): Mapping {
  switch (type.kind) {
    case 'array':
      return mappingOf(type.element.type);
    case 'map':
      return { type: 'flat_object' };
    case 'row':
      return { properties: propertiesOf(type.fields) };
    default:
      return SCALARS[type.kind];
  }
}
