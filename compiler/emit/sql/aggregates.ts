/** Each aggregate as SQL, over the column of its own name. */
import type { AggregateCall } from '../../ir/plan.js';
import type { AggregateKind } from '../../ir/graph.js';
import type { Column } from '../../ir/types.js';
import { time } from './hidden.js';
import { aggregate, call, cast, identifier, string, type Sql } from './tree.js';

type Emit = (value: Sql, argument: Column) => Sql;

const AGGREGATES: Record<Exclude<AggregateKind, 'count'>, Emit> = {
  countDistinct: (value, { type }) => aggregate('COUNT', [distinguishable(value, type.kind)], { distinct: true }),
  // A BIGINT sum wraps silently in Flink; in 38 digits it can't, and what does not fit 64 bits is a stated error.
  sum: (value, { type }) =>
    type.kind === 'bigint'
      ? call('PIPECTL_TO_BIGINT', aggregate('SUM', [cast(value, 'DECIMAL(38, 0)')]))
      : aggregate('SUM', [double(value, type.kind)]),
  // Flink's AVG of integers is an integer.
  avg: (value, { type }) => aggregate('AVG', [double(value, type.kind)]),
  min: (value, { type }) => aggregate(HAS_OWN_ORDER.has(type.kind) ? 'PIPECTL_MIN' : 'MIN', [value]),
  max: (value, { type }) => aggregate(HAS_OWN_ORDER.has(type.kind) ? 'PIPECTL_MAX' : 'MAX', [value]),
  first: (value) => aggregate('PIPECTL_FIRST', [value, time]),
  latest: (value) => aggregate('PIPECTL_LATEST', [value, time]),
};

/** Flink's MIN and MAX depend on the order of rows where a number is NaN, and order strings by how they are held. */
const HAS_OWN_ORDER: ReadonlySet<string> = new Set(['number', 'string']);

export function aggregateSql({ name, kind, argument }: AggregateCall): Sql {
  const value = identifier(name);
  if (kind === 'count') {
    return aggregate('COUNT', [], { where: argument && { kind: 'postfix', operator: 'IS TRUE', of: value } });
  }
  if (!argument) throw new Error(`aggregate '${name}' has nothing to aggregate`);
  return AGGREGATES[kind](value, argument);
}

const double = (value: Sql, kind: Column['type']['kind']): Sql => (kind === 'number' ? value : cast(value, 'DOUBLE'));

/** A value of a group key or of a distinct count, such that equal values of JavaScript are one value for Flink. */
export function distinguishable(value: Sql, kind: Column['type']['kind']): Sql {
  // −0 is 0, and NaN is one value.
  if (kind === 'number') return call('PIPECTL_KEY_NUMBER', value);
  // Flink compares the bytes of a distinct aggregate by identity; as Latin-1 text they are compared by content.
  if (kind === 'bytes') return call('DECODE', value, string('ISO-8859-1'));
  return value;
}
