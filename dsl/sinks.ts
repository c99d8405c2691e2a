import { callback, name, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { brand, Lambda, Row } from './lambda.js';
import { NODE, type SinkNode } from './node.js';
import { nextSequence } from './registry.js';

/** Where rows of `T` can be written. */
export interface Sink<in T> {
  readonly [brand]: (row: T) => void;
}

/** A sink that replaces rows by key, so a `Table` can be written to it. */
export interface KeyedSink<in T> extends Sink<T> {
  readonly keyed: true;
}

/** Columns that can be a key: scalar, never null. */
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

export function firehose<T extends Row>(options: { deliveryStream: string }): Sink<T> {
  known(options, ['deliveryStream'], 'firehose');
  return make({ kind: 'firehose', deliveryStream: name(options.deliveryStream, "firehose's deliveryStream") }, false);
}

export function kinesisStream<T extends Row>(options: { stream: string; partitionKey: Lambda<[T], string> }): Sink<T> {
  known(options, ['stream', 'partitionKey'], 'kinesisStream');
  const stream = name(options.stream, "kinesisStream's stream");
  return make({ kind: 'kinesisStream', stream, partitionKey: callback(options.partitionKey, 'partitionKey') }, false);
}

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
