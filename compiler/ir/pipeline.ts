/** What `read` gives: every lambda a typed expression, every stage with its schema, its final name and its place. */
import type { AggregateKind, GraphSettings, LookupCache } from './graph.js';
import type { Expression, NamedExpression } from './expression.js';
import type { SinkWith } from './sink.js';
import type { Span } from './span.js';
import type { Field } from './types.js';

export interface Window {
  readonly kind: 'tumble' | 'hop' | 'cumulate' | 'session';
  /** Milliseconds. `size` is the gap of a session; `step` is hop's `every` and cumulate's `step`, else 0. */
  readonly size: number;
  readonly step: number;
  readonly offset: number;
  readonly span: Span;
}

export interface Aggregate {
  readonly name: string;
  readonly kind: AggregateKind;
  /** A boolean for `count(where)`; null for `count()`. */
  readonly of: Expression | null;
  readonly result: Field;
  readonly span: Span;
}

interface StageCommon {
  /** Unique among stages. A source's name is `.named()` or its stream. */
  readonly name: string;
  /** The row this stage gives, in column order; hidden columns (names with `$`) are not in it. */
  readonly schema: readonly Field[];
  readonly span: Span;
}

export interface Rule {
  readonly name: string;
  readonly where: Expression;
}

export interface Source extends StageCommon {
  readonly kind: 'source';
  readonly connector: 'kinesis';
  readonly stream: string;
  /** Over the source's own columns; a plain column or field path in the common case. */
  readonly time: Expression;
  readonly outOfOrder: number;
  readonly idleAfter: number | null;
  readonly maxAhead: number;
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly rules: readonly Rule[];
  readonly start: 'trim-horizon' | 'latest' | { readonly at: number };
}

export interface Filter extends StageCommon {
  readonly kind: 'filter';
  readonly of: string;
  readonly where: Expression;
}

export interface Map extends StageCommon {
  readonly kind: 'map';
  readonly of: string;
  readonly to: readonly NamedExpression[];
}

/** Columns of the item that has the row's key in another table, added to the row. */
export interface Enrich extends StageCommon {
  readonly kind: 'enrich';
  readonly of: string;
  readonly lookup: Lookup;
  /** By key column of the table. */
  readonly on: readonly NamedExpression[];
  readonly columns: readonly string[];
  /** Whether a row without an item has nulls or is dropped. */
  readonly onMissing: 'null' | 'drop';
  readonly cache: LookupCache;
}

export interface Lookup {
  readonly connector: 'dynamodb';
  readonly table: string;
  /** All that an item can hold. */
  readonly schema: readonly Field[];
  /** The partition key, and the sort key if there is one. */
  readonly key: readonly string[];
  readonly span: Span;
}

/** A windowed aggregate: append-only. Its schema is the keys, `windowStart`, `windowEnd`, the aggregates. */
export interface WindowAggregate extends StageCommon {
  readonly kind: 'window';
  readonly of: string;
  readonly keys: readonly NamedExpression[];
  readonly keySpan: Span | null;
  readonly window: Window;
  readonly aggregates: readonly Aggregate[];
}

/** A continuous aggregate: rows are replaced. Its schema is the keys, the aggregates. */
export interface ContinuousAggregate extends StageCommon {
  readonly kind: 'continuous';
  readonly of: string;
  readonly keys: readonly NamedExpression[];
  readonly keySpan: Span | null;
  /** Milliseconds, or for ever; null when TypeScript was bypassed and nothing was said. */
  readonly retain: number | 'forever' | null;
  readonly aggregates: readonly Aggregate[];
}

export type Stage = Source | Filter | Map | Enrich | WindowAggregate | ContinuousAggregate;

export type Sink = SinkWith<Expression>;

export interface Output {
  /** `.named()` or the sink's resource. */
  readonly name: string;
  readonly of: string;
  readonly sink: Sink;
  /** The whole `.to(…)` call. */
  readonly span: Span;
  /** The sink's own call. */
  readonly sinkSpan: Span;
}

export interface Pipeline {
  readonly name: string;
  readonly settings: GraphSettings;
  /** Inputs before what they feed. */
  readonly stages: readonly Stage[];
  /** Names of stages that reach no output; they are in `stages` too. */
  readonly unused: readonly string[];
  readonly outputs: readonly Output[];
  readonly span: Span;
}
