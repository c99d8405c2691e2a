/**
 * What `lower` gives: relations with streaming semantics, each of which becomes one table, view or INSERT.
 * Beside the author's columns a relation carries hidden ones: `$time` (the row time) and, until the first aggregate,
 * `$origin` (where the record came from, and the record itself).
 */
import type { AggregateKind, LookupCache } from './graph.js';
import type { LedgerStage } from './bundle.js';
import type { Expression, NamedExpression } from './expression.js';
import type { Sink, Stage } from './pipeline.js';
import type { Span } from './span.js';
import type { Column, Field } from './types.js';

export interface Carried {
  /** `$time`: the event time, or `windowEnd − 1 ms` behind a window. Absent behind a continuous aggregate. */
  readonly time: boolean;
  /** `$origin`: only while one row is one record. */
  readonly origin: boolean;
}

interface RelationCommon {
  /** Unique among relations; the name of its table or view. */
  readonly name: string;
  /** The author's stage it belongs to, under which it keeps its state. */
  readonly stage: string;
  /** What its counters are called: the stage's name, unless an output has that name too. */
  readonly counted: string;
  readonly columns: readonly Field[];
  readonly carried: Carried;
  readonly span: Span;
}

/** Where a source's row time comes from: the decoder's work, or an expression over the decoded row. */
export type EventTime =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | {
      readonly kind: 'computed';
      readonly time: Expression;
      readonly rules: readonly { readonly name: string; readonly where: Expression }[];
    };

/** All records of a source, broken ones too: those have `$time` 0 and no values. */
export interface Scan extends RelationCommon {
  readonly kind: 'scan';
  readonly connector: 'kinesis';
  readonly stream: string;
  readonly eventTime: EventTime;
  /** Milliseconds. */
  readonly outOfOrder: number;
  readonly idleAfter: number | null;
  readonly maxAhead: number;
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly start: 'trim-horizon' | 'latest' | { readonly at: number };
}

/** The valid records of a scan. */
export interface Accept extends RelationCommon {
  readonly kind: 'accept';
  readonly of: string;
}

/** The broken records of a scan; only their `$origin` matters. */
export interface Faults extends RelationCommon {
  readonly kind: 'faults';
  readonly of: string;
  readonly eventTime: EventTime;
  readonly maxAhead: number;
  /** The share of broken records, of the last thousand, above which the job ends; null never. */
  readonly rejectRate: number | null;
}

export interface FilterRelation extends RelationCommon {
  readonly kind: 'filter';
  readonly of: string;
  readonly where: Expression;
}

export interface Project extends RelationCommon {
  readonly kind: 'project';
  readonly of: string;
  readonly to: readonly NamedExpression[];
}

/** Columns of another table's item added to each row, as the item is when the row comes by. */
export interface EnrichRelation extends RelationCommon {
  readonly kind: 'enrich';
  readonly of: string;
  readonly lookup: LookupTable;
  /** By key column of the table. */
  readonly on: readonly NamedExpression[];
  /** The columns it adds. */
  readonly found: readonly Field[];
  readonly onMissing: 'null' | 'drop';
}

/** A table that is only looked up in: its key and the columns that a stage asks for. */
export interface LookupTable {
  /** The table's name in SQL. */
  readonly name: string;
  readonly connector: 'dynamodb';
  readonly table: string;
  /** The key's first. */
  readonly columns: readonly Field[];
  readonly key: readonly string[];
  readonly cache: LookupCache;
  readonly span: Span;
}

export interface WindowShape {
  readonly kind: 'tumble' | 'hop' | 'cumulate' | 'session';
  /** Milliseconds; `size` is the gap of a session, `step` is 0 where there is none. */
  readonly size: number;
  readonly step: number;
  readonly offset: number;
  /** Length of the finer windows that Flink is given, of which only the author's are kept; 0 where it is given these. */
  readonly pieces: number;
}

/**
 * Keys and aggregate arguments as columns, of the rows for which a window is still open. This and `Late` each judge a
 * row by itself, so that no column a letter needs has to pass by the rows that become none.
 */
export interface OnTime extends RelationCommon {
  readonly kind: 'on-time';
  readonly of: string;
  readonly keys: readonly NamedExpression[];
  readonly arguments: readonly NamedExpression[];
  readonly window: WindowShape;
  /** What its input carries. */
  readonly input: Carried;
}

/**
 * The rows whose last window has closed already; only `$time` and `$origin` matter. Behind an aggregate there is no
 * record to put into a letter, so the row itself is there, in `$row`.
 */
export interface Late extends RelationCommon {
  readonly kind: 'late';
  readonly of: string;
  readonly window: WindowShape;
  /** The columns of `$row`; null where `$origin` is carried. */
  readonly row: readonly Field[] | null;
}

/** Keys and aggregate arguments as columns, counted on their way into a continuous aggregate. */
export interface Keyed extends RelationCommon {
  readonly kind: 'keyed';
  readonly of: string;
  /** What its input carries. */
  readonly input: Carried;
  readonly keys: readonly NamedExpression[];
  readonly arguments: readonly NamedExpression[];
}

/** An aggregate over a column of its input that has the aggregate's own name; `count()` has no argument. */
export interface AggregateCall {
  readonly name: string;
  readonly kind: AggregateKind;
  readonly argument: Column | null;
  readonly result: Column;
}

/** Append-only: one row per key and window, when the window closes. Keys and calls are in order of their names. */
export interface WindowAggregateRelation extends RelationCommon {
  readonly kind: 'window-aggregate';
  readonly of: string;
  readonly keys: readonly Field[];
  readonly window: WindowShape;
  readonly aggregates: readonly AggregateCall[];
}

/** Rows are replaced: one row per key, from the first event on. Keys and calls are in order of their names. */
export interface GroupAggregateRelation extends RelationCommon {
  readonly kind: 'group-aggregate';
  readonly of: string;
  readonly keys: readonly Field[];
  readonly aggregates: readonly AggregateCall[];
  /** Milliseconds after its last change that a key is forgotten; 0 never. */
  readonly retain: number;
}

export type Relation =
  | Scan
  | Accept
  | Faults
  | FilterRelation
  | Project
  | EnrichRelation
  | Late
  | OnTime
  | Keyed
  | WindowAggregateRelation
  | GroupAggregateRelation;

/** Rows of a relation into one output. */
export interface Write {
  readonly output: string;
  readonly of: string;
  readonly sink: Sink;
  readonly columns: readonly Field[];
  /** Whether rows are replaced. */
  readonly changes: boolean;
  readonly span: Span;
  readonly sinkSpan: Span;
}

/** What becomes a dead letter. */
export type Letter =
  | { readonly kind: 'fault'; readonly of: string; readonly stage: string }
  | { readonly kind: 'late'; readonly of: string; readonly stage: string; readonly record: 'original' | 'row' };

export interface Plan {
  readonly pipeline: string;
  readonly span: Span;
  readonly parallelism: number;
  /** Milliseconds. */
  readonly checkpointEvery: number;
  readonly runtime: 'FLINK-2_2';
  /** The queue's logical name. */
  readonly deadLetters: string;
  /** The share of broken records above which the job ends; null never. */
  readonly rejectRate: number | null;
  /** The author's stages that reach an output, inputs first: what the relations are made of. */
  readonly stages: readonly Stage[];
  /** Inputs before what they feed. */
  readonly relations: readonly Relation[];
  readonly letters: readonly Letter[];
  /** In the author's order. */
  readonly writes: readonly Write[];
  readonly ledger: readonly LedgerStage[];
}
