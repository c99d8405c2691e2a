import { callback, name, oneOf, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { brand, Lambda, Row } from './lambda.js';
import { NODE, type SinkNode } from './node.js';
import { nextSequence } from './registry.js';

/**
 * Where rows of `T` can be written. Without a key it only takes rows that are never replaced.
 *
 * ```ts
 * const archive: Sink<{ userId: string }> = firehose({ deliveryStream: 'users' });
 *
 * export default pipeline('users', [plays.map((e) => ({ userId: e.userId })).to(archive)]);
 * ```
 *
 * ```sql
 * 'connector' = 'pipectl-firehose'
 * ```
 */
export interface Sink<in T> {
  readonly [brand]: (row: T) => void;
}

/**
 * A sink that replaces rows by key, so that a `Table` can be written to it.
 *
 * ```ts
 * const users: KeyedSink<{ userId: string; plays: bigint }> = dynamodb({ table: 'users', partitionKey: 'userId' });
 * const perUser = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(30) });
 *
 * export default pipeline('users', [perUser.to(users)]);
 * ```
 *
 * ```sql
 * PRIMARY KEY (`userId`) NOT ENFORCED
 * ```
 */
export interface KeyedSink<in T> extends Sink<T> {
  readonly keyed: true;
}

/**
 * The columns of `T` that can be a key: text, numbers, dates or bytes that are never null.
 *
 * ```ts
 * type User = { userId: string; device?: string };
 * const key: KeyColumn<User> = 'userId';
 * const users = plays.map((e): User => ({ userId: e.userId }));
 *
 * export default pipeline('users', [users.to(dynamodb({ table: 'users', partitionKey: key, overwrite: true }))]);
 * ```
 *
 * ```sql
 * PRIMARY KEY (`userId`) NOT ENFORCED
 * ```
 */
export type KeyColumn<T> = {
  [K in keyof T & string]: null extends T[K]
    ? never
    : undefined extends T[K]
      ? never
      : T[K] extends string | number | bigint | Date | Uint8Array
        ? K
        : never;
}[keyof T & string];

/**
 * The columns of `T` that say which of two rows is newer: dates and numbers that are never null.
 *
 * ```ts
 * type Position = { userId: string; seconds: number; at: Date };
 * const newest: OrderColumn<Position> = 'at';
 * const positions = plays.map((e): Position => ({ userId: e.userId, seconds: e.watchedSeconds, at: e.at }));
 *
 * export default pipeline('positions', [
 *   positions.to(dynamodb({ table: 'positions', partitionKey: 'userId', onlyIfNewer: newest })),
 * ]);
 * ```
 *
 * ```sql
 * 'only-if-newer' = 'at'
 * ```
 */
export type OrderColumn<T> = {
  [K in keyof T & string]: null extends T[K]
    ? never
    : undefined extends T[K]
      ? never
      : T[K] extends Date | number | bigint
        ? K
        : never;
}[keyof T & string];

/**
 * The columns of `T` that say when an item is too old: whole seconds since 1970, or nothing for an item that stays.
 *
 * ```ts
 * type Position = { userId: string; seconds: number; deleteAt: number };
 * const expiry: ExpiryColumn<Position> = 'deleteAt';
 * const positions = plays.map((e): Position => ({ userId: e.userId, seconds: e.watchedSeconds, deleteAt: 1893456000 }));
 *
 * export default pipeline('positions', [
 *   positions.to(dynamodb({ table: 'positions', partitionKey: 'userId', overwrite: true, timeToLive: expiry })),
 * ]);
 * ```
 *
 * ```sql
 * 'time-to-live' = 'deleteAt'
 * ```
 */
export type ExpiryColumn<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends number | bigint ? K : never;
}[keyof T & string];

/**
 * The columns of `T` that rows can lie by in a lake: dates that are never null.
 *
 * ```ts
 * type Seen = { userId: string; at: Date };
 * const hour: DateColumn<Seen> = 'at';
 * const archive = firehose<Seen>({ deliveryStream: 'plays-by-event-time', partitionBy: hour });
 *
 * export default pipeline('plays', [plays.map((e): Seen => ({ userId: e.userId, at: e.at })).to(archive)]);
 * ```
 *
 * ```sql
 * 'partition-by' = 'at'
 * ```
 */
export type DateColumn<T> = {
  [K in keyof T & string]: null extends T[K] ? never : undefined extends T[K] ? never : T[K] extends Date ? K : never;
}[keyof T & string];

function make<S>(sink: SinkNode['sink'], keyed: boolean): S {
  const node: SinkNode = { kind: 'sink', sequence: nextSequence(), site: null, sink };
  return { [NODE]: node, ...(keyed ? { keyed: true } : {}) } as unknown as S;
}

/**
 * Amazon Data Firehose: each row as one line of JSON. Only takes rows that are never replaced. In the lake rows lie by the
 * hour of their arrival, or by the hour of the column that `partitionBy` names, such as the time of the event.
 *
 * ```ts
 * export default pipeline('plays', [
 *   plays.to(firehose({ deliveryStream: 'plays-raw' })),
 *   plays.to(firehose({ deliveryStream: 'plays-by-hour', partitionBy: 'at' })),
 * ]);
 * ```
 *
 * ```sql
 * 'connector' = 'pipectl-firehose', 'delivery-stream' = '${plays-raw}' … 'partition-by' = 'at'
 * ```
 */
export function firehose<T extends Row>(options: { deliveryStream: string; partitionBy?: DateColumn<T> }): Sink<T> {
  known(options, ['deliveryStream', 'partitionBy'], 'firehose');
  const { partitionBy } = options;
  if (partitionBy !== undefined) column(partitionBy, "firehose's partitionBy");
  const deliveryStream = name(options.deliveryStream, "firehose's deliveryStream");
  return make({ kind: 'firehose', deliveryStream, partitionBy: partitionBy ?? null }, false);
}

/**
 * An Amazon Kinesis data stream: each row as one JSON record. Rows with the same partition key keep their order.
 *
 * ```ts
 * export default pipeline('plays', [plays.to(kinesisStream({ stream: 'plays-by-user', partitionKey: (e) => e.userId }))]);
 * ```
 *
 * ```sql
 * `userId` AS `$partitionKey`
 * ```
 */
export function kinesisStream<T extends Row>(options: { stream: string; partitionKey: Lambda<[T], string> }): Sink<T> {
  known(options, ['stream', 'partitionKey'], 'kinesisStream');
  const stream = name(options.stream, "kinesisStream's stream");
  return make({ kind: 'kinesisStream', stream, partitionKey: callback(options.partitionKey, 'partitionKey') }, false);
}

/**
 * An Amazon DynamoDB table: each row replaces the item with its key, and a row that leaves a `Table` deletes it. Every
 * column that tells rows apart must be in the key, or rows would overwrite each other; `overwrite: true` says that they
 * should.
 *
 * Columns without a value are left out of the item; with `nulls: 'write'` they are there, with DynamoDB's NULL.
 * `onlyIfNewer` names a column, such as the time of the event: a row is not written over one that is newer. `timeToLive`
 * names one with whole seconds since 1970, after which the table lets the item go.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ plays: count() });
 *
 * export default pipeline('titles', [
 *   perTitle.to(dynamodb({ table: 'titles', partitionKey: 'titleId', sortKey: 'windowStart' })),
 *   perTitle.to(dynamodb({ table: 'newest', partitionKey: 'titleId', onlyIfNewer: 'windowEnd' })),
 * ]);
 * ```
 *
 * ```sql
 * PRIMARY KEY (`titleId`, `windowStart`) NOT ENFORCED … 'nulls' = 'skip' … 'only-if-newer' = 'windowEnd'
 * ```
 */
export function dynamodb<T extends Row>(options: {
  table: string;
  partitionKey: KeyColumn<T>;
  sortKey?: KeyColumn<T>;
  overwrite?: true;
  nulls?: 'skip' | 'write';
  onlyIfNewer?: OrderColumn<T>;
  timeToLive?: ExpiryColumn<T>;
}): KeyedSink<T> {
  known(options, ['table', 'partitionKey', 'sortKey', 'overwrite', 'nulls', 'onlyIfNewer', 'timeToLive'], 'dynamodb');
  const { partitionKey, sortKey, onlyIfNewer, timeToLive } = options;
  const table = name(options.table, "dynamodb's table");
  column(partitionKey, "dynamodb's partitionKey");
  if (sortKey !== undefined) column(sortKey, "dynamodb's sortKey");
  if (partitionKey === sortKey) {
    throw new DslError(`dynamodb's partitionKey and sortKey are both '${String(sortKey)}'`, 'leave out sortKey');
  }
  if (onlyIfNewer !== undefined) orderColumn(onlyIfNewer, [partitionKey, sortKey]);
  if (timeToLive !== undefined) column(timeToLive, "dynamodb's timeToLive");
  const overwrite = options.overwrite === true;
  const nulls = oneOf(options.nulls ?? 'skip', ['skip', 'write'] as const, "dynamodb's nulls");
  const keys = { partitionKey, sortKey: sortKey ?? null, overwrite };
  const columns = { onlyIfNewer: onlyIfNewer ?? null, timeToLive: timeToLive ?? null };
  return make({ kind: 'dynamodb', table, ...keys, nulls, ...columns }, true);
}

/**
 * An Amazon OpenSearch index: each row is a document. With `id` a row replaces the document of the same id, which a `Table`
 * needs; without it each row is a new document. `onlyIfNewer` names a column, such as the time of the event: a row is not
 * written over one that is newer. Where the index is and how to sign in is for the environment to say.
 *
 * ```ts
 * const perTitle = plays.keyBy((e) => ({ titleId: e.titleId })).aggregate({ plays: count() }, { retain: 'forever' });
 *
 * export default pipeline('titles', [
 *   perTitle.to(opensearch({ index: 'titles', id: (r) => r.titleId, onlyIfNewer: 'plays' })),
 * ]);
 * ```
 *
 * ```sql
 * 'endpoint' = '${titles.endpoint}', 'credentials' = '${titles.credentials}' … 'only-if-newer' = 'plays' … `titleId` AS `$id`
 * ```
 */
export function opensearch<T extends Row>(options: {
  index: string;
  id: Lambda<[T], string>;
  onlyIfNewer?: OrderColumn<T>;
}): KeyedSink<T>;
export function opensearch<T extends Row>(options: { index: string }): Sink<T>;
export function opensearch<T extends Row>(options: {
  index: string;
  id?: Lambda<[T], string>;
  onlyIfNewer?: OrderColumn<T>;
}): Sink<T> {
  known(options, ['index', 'id', 'onlyIfNewer'], 'opensearch');
  const index = name(options.index, "opensearch's index");
  const id = options.id === undefined ? null : callback(options.id, "opensearch's id");
  const { onlyIfNewer } = options;
  if (onlyIfNewer !== undefined) orderColumn(onlyIfNewer, []);
  if (onlyIfNewer !== undefined && id === null) {
    throw new DslError('opensearch has onlyIfNewer without an id', 'say which row is the same:  id: r => r.userId');
  }
  return make({ kind: 'opensearch', index, id, onlyIfNewer: onlyIfNewer ?? null }, id !== null);
}

export function column(value: unknown, what: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new DslError(
    `${what} is ${value === '' ? 'empty' : String(value)}`,
    `name a column:  ${what.replace(/^.* /, '')}: 'id'`,
  );
}

/** Rows of one key have the same values in it, so that none of them would be newer by it. */
function orderColumn(value: unknown, keys: readonly unknown[]): void {
  column(value, 'onlyIfNewer');
  if (!keys.includes(value)) return;
  throw new DslError(
    `onlyIfNewer '${String(value)}' is part of the key`,
    "name a column that changes:  onlyIfNewer: 'at'",
  );
}
