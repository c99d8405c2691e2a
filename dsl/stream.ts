import type { Aggregate } from './aggregates.js';
import type { Duration } from './durations.js';
import type { Lambda, Row, Scalar } from './lambda.js';
import type { EnrichOptions, LookupTable } from './lookups.js';
import type { Output } from './output.js';
import type { KeyedSink, Sink } from './sinks.js';
import type { Window, WindowBounds } from './windows.js';

type Simplify<T> = { [K in keyof T]: T[K] } & {};
type KeyRow = { [column: string]: Scalar | null | undefined };
type NoWindowBounds = { windowStart?: never; windowEnd?: never };

/** Aggregates by the name of the column they give. */
type Aggregates<T> = Record<string, Aggregate<T, unknown>>;
type Results<A> = { [K in keyof A]: A[K] extends Aggregate<never, infer R> ? R : never };

/**
 * Rows that are only ever added. Its methods give new streams, but for `named`, which names this one.
 *
 * ```ts
 * const stops = plays
 *   .filter((e) => e.kind === 'stop')
 *   .map((e) => ({ userId: e.userId, minutes: e.watchedSeconds / 60 }));
 * ```
 *
 * ```sql
 * WHERE PIPECTL_FILTER('stops.filter', `kind` = 'stop');
 * …`watchedSeconds` / 6E1 AS `minutes`
 * ```
 */
export interface Stream<T extends Row> {
  /** Keeps the rows for which the function is true; the others are counted as filtered. */
  filter(where: Lambda<[T], boolean>): Stream<T>;
  /** Gives each row the columns of the object that the function returns. Event time stays what it was. */
  map<R extends Row>(to: Lambda<[T], R>): Stream<R>;
  /** Adds columns of the item with the row's key in another table, as it is when the row comes by. */
  enrich<R extends Row, C extends keyof R & string, M extends 'null' | 'drop' = 'null'>(
    table: LookupTable<R>,
    options: EnrichOptions<T, R, C, M>,
  ): Stream<Simplify<T & { [K in C]: M extends 'drop' ? R[K] : R[K] | null }>>;
  /** Names the columns by which rows are told apart in what follows. */
  keyBy<K extends KeyRow & NoWindowBounds>(key: Lambda<[T], K>): Keyed<T, K>;
  /** Cuts the whole stream into windows, without a key. */
  window(window: Window): Windowed<T, {}>;
  /** Calls the stage so in views, metrics, state and messages, whatever the variable is called. */
  named(name: string): Stream<T>;
  /** Writes the rows; the output counts when it is in the pipeline's list. */
  to(sink: Sink<T>): Output;
}

/**
 * A stream with a key, on its way to a window, or to an aggregate that is kept up to date for ever.
 *
 * ```ts
 * const perDevice: Keyed<Play, { device: string }> = plays.keyBy((e) => ({ device: e.device ?? 'unknown' }));
 * const counted = perDevice.window(tumble(minutes(5))).aggregate({ plays: count() });
 * ```
 *
 * ```sql
 * COALESCE(`device`, 'unknown') AS `device`…
 * GROUP BY `device`, `window_start`, `window_end`, `window_time`
 * ```
 */
export interface Keyed<T extends Row, K extends Row> {
  /** Cuts the rows of each key into windows. */
  window(window: Window): Windowed<T, K>;
  /** Keeps one row for each key up to date. `retain` says for how long a key's state is kept without news of it. */
  aggregate<A extends Aggregates<T> & NoWindowBounds>(
    aggregates: A,
    state: { retain: Duration | 'forever' },
  ): Table<Simplify<K & Results<A>>>;
}

/**
 * A stream cut into windows, waiting for what to compute in each. The rows have the key's columns, `windowStart`,
 * `windowEnd` and the aggregates.
 *
 * ```ts
 * const windows: Windowed<Play, { titleId: string }> = plays.keyBy((e) => ({ titleId: e.titleId })).window(tumble(minutes(5)));
 * const counted = windows.aggregate({ plays: count() });
 * ```
 *
 * ```sql
 * CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
 *   CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
 *   COUNT(*) AS `plays`
 * ```
 */
export interface Windowed<T extends Row, K extends Row> {
  /** One row for each key and window, when the window has ended. Event time becomes the window's last millisecond. */
  aggregate<A extends Aggregates<T> & NoWindowBounds>(aggregates: A): Stream<Simplify<K & WindowBounds & Results<A>>>;
}

/**
 * Rows that are replaced as events arrive; only a sink with a key can hold them. What has not changed for as long as
 * `retain` says is forgotten, and counted from the start again.
 *
 * ```ts
 * const perUser: Table<{ userId: string; plays: bigint }> = plays
 *   .keyBy((e) => ({ userId: e.userId }))
 *   .aggregate({ plays: count() }, { retain: days(30) });
 *
 * export default pipeline('users', [perUser.to(dynamodb({ table: 'users', partitionKey: 'userId' }))]);
 * ```
 *
 * ```sql
 * STATE_TTL
 * ```
 */
export interface Table<T extends Row> {
  /** Keeps the rows for which the function is true; one that no longer is, is deleted. */
  filter(where: Lambda<[T], boolean>): Table<T>;
  /** Gives each row the columns of the object that the function returns. */
  map<R extends Row>(to: Lambda<[T], R>): Table<R>;
  /** Calls the stage so in views, metrics, state and messages. */
  named(name: string): Table<T>;
  /** Writes the rows to a sink that replaces them by key. */
  to(sink: KeyedSink<T>): Output;
}
