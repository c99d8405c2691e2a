import { callback, name, options as known } from './arguments.js';
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

function make<S>(sink: SinkNode['sink'], keyed: boolean): S {
  const node: SinkNode = { kind: 'sink', sequence: nextSequence(), site: null, sink };
  return { [NODE]: node, ...(keyed ? { keyed: true } : {}) } as unknown as S;
}

/**
 * Amazon Data Firehose: each row as one line of JSON. Only takes rows that are never replaced.
 *
 * ```ts
 * export default pipeline('plays', [plays.to(firehose({ deliveryStream: 'plays-raw' }))]);
 * ```
 *
 * ```sql
 * 'connector' = 'pipectl-firehose', 'delivery-stream' = '${plays-raw}'
 * ```
 */
export function firehose<T extends Row>(options: { deliveryStream: string }): Sink<T> {
  known(options, ['deliveryStream'], 'firehose');
  return make({ kind: 'firehose', deliveryStream: name(options.deliveryStream, "firehose's deliveryStream") }, false);
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
 * An Amazon DynamoDB table: each row replaces the item with its key. Every column that tells rows apart must be in the key,
 * or rows would overwrite each other; `overwrite: true` says that they should.
 *
 * ```ts
 * const perTitle = plays
 *   .keyBy((e) => ({ titleId: e.titleId }))
 *   .window(tumble(minutes(5)))
 *   .aggregate({ plays: count() });
 *
 * export default pipeline('titles', [
 *   perTitle.to(dynamodb({ table: 'titles', partitionKey: 'titleId', sortKey: 'windowStart' })),
 * ]);
 * ```
 *
 * ```sql
 * PRIMARY KEY (`titleId`, `windowStart`) NOT ENFORCED
 * ```
 */
export function dynamodb<T extends Row>(options: {
  table: string;
  partitionKey: KeyColumn<T>;
  sortKey?: KeyColumn<T>;
  overwrite?: true;
}): KeyedSink<T> {
  known(options, ['table', 'partitionKey', 'sortKey', 'overwrite'], 'dynamodb');
  const { partitionKey, sortKey } = options;
  const table = name(options.table, "dynamodb's table");
  column(partitionKey, 'partitionKey');
  if (sortKey !== undefined) column(sortKey, 'sortKey');
  if (partitionKey === sortKey) {
    throw new DslError(`dynamodb's partitionKey and sortKey are both '${String(sortKey)}'`, 'leave out sortKey');
  }
  const overwrite = options.overwrite === true;
  return make({ kind: 'dynamodb', table, partitionKey, sortKey: sortKey ?? null, overwrite }, true);
}

/**
 * An Amazon OpenSearch index: each row is a document. With `id` a row replaces the document of the same id, which a `Table`
 * needs; without it each row is a new document.
 *
 * ```ts
 * const perTitle = plays.keyBy((e) => ({ titleId: e.titleId })).aggregate({ plays: count() }, { retain: 'forever' });
 *
 * export default pipeline('titles', [perTitle.to(opensearch({ index: 'titles', id: (r) => r.titleId }))]);
 * ```
 *
 * ```sql
 * `titleId` AS `$id`
 * ```
 */
export function opensearch<T extends Row>(options: { index: string; id: Lambda<[T], string> }): KeyedSink<T>;
export function opensearch<T extends Row>(options: { index: string }): Sink<T>;
export function opensearch<T extends Row>(options: { index: string; id?: Lambda<[T], string> }): Sink<T> {
  known(options, ['index', 'id'], 'opensearch');
  const id = options.id === undefined ? null : callback(options.id, "opensearch's id");
  return make({ kind: 'opensearch', index: name(options.index, "opensearch's index"), id }, id !== null);
}

function column(value: unknown, what: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new DslError(
    `dynamodb's ${what} is ${value === '' ? 'empty' : String(value)}`,
    `name a column:  ${what}: 'id'`,
  );
}
