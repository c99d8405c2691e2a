import { name, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { Duration } from './durations.js';
import type { brand, Lambda, Row } from './lambda.js';
import { NODE, type LookupNode } from './node.js';
import { nextSequence } from './registry.js';
import { column, type KeyColumn } from './sinks.js';

/**
 * A table whose items are looked up by key, to add columns of theirs to a stream.
 *
 * ```ts
 * interface Title {
 *   titleId: string;
 *   name: string;
 * }
 * const titles: LookupTable<Title> = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
 * const named = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['name'] });
 * ```
 *
 * ```sql
 * `lookup.named`((`$row`).`$on.titleId`) AS `$found`
 * ```
 */
export interface LookupTable<in out R extends Row> {
  readonly [brand]: (row: R) => R;
}

/**
 * What is looked up, by which key, and what becomes of rows without an item.
 *
 * - `on`: the item's key, from a row of the stream: the table's partition key, and its sort key if it has one.
 * - `columns`: the attributes that are added to the row.
 * - `onMissing`: with `null` (the default) the columns of a row without an item are null; with `drop` the row is dropped, and
 *   counted as filtered. An item that lacks a column that must be there counts as missing.
 * - `cache`: how many items a subtask remembers (default 10,000, and that there is none) and for how long (default one minute).
 *
 * ```ts
 * interface Title {
 *   titleId: string;
 *   genre: string;
 * }
 * const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
 * const options: EnrichOptions<Play, Title, 'genre', 'drop'> = {
 *   on: (e) => ({ titleId: e.titleId }),
 *   columns: ['genre'],
 *   onMissing: 'drop',
 *   cache: { rows: 1000, age: minutes(10) },
 * };
 * const known = plays.enrich(titles, options);
 * ```
 *
 * ```sql
 * WHERE PIPECTL_FILTER('known', `$found` IS NOT NULL)
 * ```
 */
export interface EnrichOptions<T extends Row, R extends Row, C extends keyof R & string, M extends 'null' | 'drop'> {
  on: Lambda<[T], Partial<Pick<R, KeyColumn<R>>>>;
  columns: readonly C[];
  onMissing?: M;
  cache?: { rows?: number; age?: Duration };
}

/**
 * An Amazon DynamoDB table to look items up in, with `stream.enrich(…)`. The properties of the row type are attributes of its
 * items; only those that a pipeline asks for are read.
 *
 * ```ts
 * interface Title {
 *   titleId: string;
 *   name: string;
 *   seconds?: number;
 * }
 * const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
 * const named = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['name', 'seconds'] });
 * ```
 *
 * ```sql
 * CREATE TABLE `lookup.named` (
 *   `titleId` STRING,
 *   `name` STRING,
 *   `seconds` DOUBLE,
 *   PRIMARY KEY (`titleId`) NOT ENFORCED
 * ) WITH (
 *   'connector' = 'pipectl-dynamodb',
 * ```
 */
export function dynamodbTable<R extends Row>(options: {
  table: string;
  partitionKey: KeyColumn<R>;
  sortKey?: KeyColumn<R>;
}): LookupTable<R> {
  known(options, ['table', 'partitionKey', 'sortKey'], 'dynamodbTable');
  const { partitionKey, sortKey } = options;
  column(partitionKey, 'partitionKey');
  if (sortKey !== undefined) column(sortKey, 'sortKey');
  if (partitionKey === sortKey) {
    throw new DslError(`dynamodbTable's partitionKey and sortKey are both '${String(sortKey)}'`, 'leave out sortKey');
  }
  const node: LookupNode = {
    kind: 'lookup',
    sequence: nextSequence(),
    site: null,
    table: name(options.table, "dynamodbTable's table"),
    key: sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  };
  return { [NODE]: node } as unknown as LookupTable<R>;
}
