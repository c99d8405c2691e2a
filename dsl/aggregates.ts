import { callback } from './arguments.js';
import type { brand, Lambda, Scalar } from './lambda.js';
import { NODE, type AggregateKind, type AggregateNode } from './node.js';
import { nextSequence } from './registry.js';

/** What `aggregate` computes for one column: a function over many rows of `T` that gives an `R`. */
export interface Aggregate<in T, out R> {
  readonly [brand]: (row: T) => R;
}

function make<T, R>(kind: AggregateKind, of: unknown): Aggregate<T, R> {
  const node: AggregateNode = {
    kind: 'aggregate-function',
    sequence: nextSequence(),
    site: null,
    function: kind,
    of: of === undefined && kind === 'count' ? null : callback(of, `what ${kind}(…) is of`),
  };
  return { [NODE]: node } as unknown as Aggregate<T, R>;
}

export function count(): Aggregate<unknown, bigint>;
export function count<T>(where: Lambda<[T], boolean>): Aggregate<T, bigint>;
export function count<T>(where?: Lambda<[T], boolean>): Aggregate<T, bigint> {
  return make('count', where);
}

export function countDistinct<T>(of: Lambda<[T], Scalar | null | undefined>): Aggregate<T, bigint> {
  return make('countDistinct', of);
}

export function sum<T, R extends number | bigint | null | undefined>(
  of: Lambda<[T], R>,
): Aggregate<T, (R extends bigint ? bigint : number) | null> {
  return make('sum', of);
}

export function avg<T>(of: Lambda<[T], number | bigint | null | undefined>): Aggregate<T, number | null> {
  return make('avg', of);
}

export function min<T, R extends Scalar | null | undefined>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('min', of);
}

export function max<T, R extends Scalar | null | undefined>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('max', of);
}

export function first<T, R>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('first', of);
}

export function latest<T, R>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('latest', of);
}
