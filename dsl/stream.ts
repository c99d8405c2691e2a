import type { Aggregate } from './aggregates.js';
import type { Duration } from './durations.js';
import type { Lambda, Row, Scalar } from './lambda.js';
import type { Output } from './output.js';
import type { KeyedSink, Sink } from './sinks.js';
import type { Window, WindowBounds } from './windows.js';

type Simplify<T> = { [K in keyof T]: T[K] } & {};
type KeyRow = { [column: string]: Scalar | null | undefined };
type NoWindowBounds = { windowStart?: never; windowEnd?: never };

/** Aggregates by the name of the column they give. */
type Aggregates<T> = Record<string, Aggregate<T, unknown>>;
type Results<A> = { [K in keyof A]: A[K] extends Aggregate<never, infer R> ? R : never };

/** Rows that are only ever added. */
export interface Stream<T extends Row> {
  filter(where: Lambda<[T], boolean>): Stream<T>;
  map<R extends Row>(to: Lambda<[T], R>): Stream<R>;
  keyBy<K extends KeyRow & NoWindowBounds>(key: Lambda<[T], K>): Keyed<T, K>;
  window(window: Window): Windowed<T, {}>;
  named(name: string): Stream<T>;
  to(sink: Sink<T>): Output;
}

/** A stream with a key, on its way to a window or an aggregate. */
export interface Keyed<T extends Row, K extends Row> {
  window(window: Window): Windowed<T, K>;
  aggregate<A extends Aggregates<T> & NoWindowBounds>(
    aggregates: A,
    state: { retain: Duration | 'forever' },
  ): Table<Simplify<K & Results<A>>>;
}

/** A stream cut into windows, waiting for what to compute in each. */
export interface Windowed<T extends Row, K extends Row> {
  aggregate<A extends Aggregates<T> & NoWindowBounds>(aggregates: A): Stream<Simplify<K & WindowBounds & Results<A>>>;
}

/** Rows that are replaced as events arrive; only a sink with a key can hold them. */
export interface Table<T extends Row> {
  filter(where: Lambda<[T], boolean>): Table<T>;
  map<R extends Row>(to: Lambda<[T], R>): Table<R>;
  named(name: string): Table<T>;
  to(sink: KeyedSink<T>): Output;
}
