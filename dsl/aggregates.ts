import { callback } from './arguments.js';
import type { brand, Lambda, Scalar } from './lambda.js';
import { NODE, type AggregateKind, type AggregateNode } from './node.js';
import { nextSequence } from './registry.js';

/**
 * What `aggregate` computes for one column: a function over many rows of `T` that gives an `R`.
 * Made by `count`, `sum` and the others; one made apart can be used on any stream with the fields it reads.
 *
 * ```ts
 * const watched: Aggregate<{ watchedSeconds: number }, number | null> = sum((e: { watchedSeconds: number }) => e.watchedSeconds);
 * const perTitle = plays.keyBy((e) => ({ titleId: e.titleId })).window(tumble(minutes(5))).aggregate({ watched });
 * ```
 *
 * ```sql
 * SUM(`watched`) AS `watched`
 * ```
 */
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

/**
 * Counts rows, or with a condition those for which it is true. Gives a `bigint`, 0 when there are none.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ plays: count((e) => e.kind === 'play'), events: count() });
 * ```
 *
 * ```sql
 * COUNT(*) AS `events`,
 * COUNT(*) FILTER (WHERE `plays` IS TRUE) AS `plays`
 * ```
 */
export function count(): Aggregate<unknown, bigint>;
export function count<T>(where: Lambda<[T], boolean>): Aggregate<T, bigint>;
export function count<T>(where?: Lambda<[T], boolean>): Aggregate<T, bigint> {
  return make('count', where);
}

/**
 * Counts the different values, nulls left out. Gives a `bigint`. Of numbers, −0 is 0 and NaN is one value.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ viewers: countDistinct((e) => e.userId) });
 * ```
 *
 * ```sql
 * COUNT(DISTINCT `viewers`) AS `viewers`
 * ```
 */
export function countDistinct<T>(of: Lambda<[T], Scalar | null | undefined>): Aggregate<T, bigint> {
  return make('countDistinct', of);
}

/**
 * Adds up numbers (in no stated order, so the last digits may differ) or bigints (a sum outside 64 bits fails the job).
 * Nulls are left out; null when nothing is left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ watched: sum((e) => e.watchedSeconds), bytes: sum((e) => e.bytes) });
 * ```
 *
 * ```sql
 * SUM(`watched`) AS `watched`, …AS `bytes`
 * ```
 */
export function sum<T, R extends number | bigint | null | undefined>(
  of: Lambda<[T], R>,
): Aggregate<T, (R extends bigint ? bigint : number) | null> {
  return make('sum', of);
}

/**
 * The mean as a `number`. Nulls are left out; null when nothing is left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ mean: avg((e) => e.watchedSeconds) });
 * ```
 *
 * ```sql
 * AVG(`mean`) AS `mean`
 * ```
 */
export function avg<T>(of: Lambda<[T], number | bigint | null | undefined>): Aggregate<T, number | null> {
  return make('avg', of);
}

/**
 * The least value: of numbers, dates, or text by UTF-16 units. Nulls are left out; null when nothing is left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ earliest: min((e) => e.at) });
 * ```
 *
 * ```sql
 * MIN(`earliest`) AS `earliest`
 * ```
 */
export function min<T, R extends Scalar | null | undefined>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('min', of);
}

/**
 * The greatest value: of numbers, dates, or text by UTF-16 units. Nulls are left out; null when nothing is left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ longest: max((e) => e.watchedSeconds) });
 * ```
 *
 * ```sql
 * MAX(`longest`) AS `longest`
 * ```
 */
export function max<T, R extends Scalar | null | undefined>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('max', of);
}

/**
 * The value of the earliest row by event time, of equals the one that arrived first. Nulls are skipped; null when nothing
 * is left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ device: first((e) => e.device) });
 * ```
 *
 * ```sql
 * PIPECTL_FIRST(`device`, `$time`) AS `device`
 * ```
 */
export function first<T, R>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('first', of);
}

/**
 * The value of the latest row by event time, of equals the one that arrived last. Nulls are skipped; null when nothing is
 * left.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ device: latest((e) => e.device) });
 * ```
 *
 * ```sql
 * PIPECTL_LATEST(`device`, `$time`) AS `device`
 * ```
 */
export function latest<T, R>(of: Lambda<[T], R>): Aggregate<T, R | null> {
  return make('latest', of);
}
