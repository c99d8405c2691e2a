/**
 * What an operator keeps in its state, and what that means: every node of a compiled plan says it under `pipectl`, beside
 * its uid, so that two versions of a pipeline can be compared without compiling either again. Flink ignores it.
 */
import type { AggregateKind } from './graph.js';
import type { WindowShape } from './plan.js';

export interface OperatorNote {
  /** The author's stage or output. */
  readonly stage: string;
  /** Such as `source`, `window`, `sink`: the word in the uid. */
  readonly role: string;
  /** Null when it has no state. */
  readonly keeps: HeldState | null;
}

export type HeldState = HeldPositions | HeldRows | HeldAggregates;

/** How far a source has read. */
export interface HeldPositions {
  readonly kind: 'positions';
  readonly connector: 'kinesis';
  /** The logical name. */
  readonly stream: string;
  /** Of the form that the runtime jar writes. */
  readonly version: number;
  readonly start: 'trim-horizon' | 'latest' | { readonly at: number };
}

/** Rows that wait for an answer. */
export interface HeldRows {
  readonly kind: 'rows';
  /** Flink types of the columns that wait. */
  readonly types: readonly string[];
}

export interface HeldAggregates {
  readonly kind: 'aggregates';
  /** Null for a continuous aggregate. */
  readonly window: WindowShape | null;
  /** Names, in order, as Flink groups by them: a session's are packed into one. */
  readonly keys: readonly string[];
  /** Names, in order, as the author has them. */
  readonly keyNames: readonly string[];
  /** Flink types of the keys that Flink groups by. */
  readonly keyTypes: readonly string[];
  readonly aggregates: readonly { readonly name: string; readonly kind: AggregateKind; readonly version: number }[];
  /** What Flink computes: the calls that are left when it has pruned what nobody reads. */
  readonly calls: readonly HeldCall[];
  /** Milliseconds after its last change that a key is forgotten; 0 never, null with a window. */
  readonly retain: number | null;
  /** What decides which rows come in, from the source on. */
  readonly rows: readonly RowsStep[];
  /** By key and aggregate: a digest of how the value that goes in is computed from what the source gives. */
  readonly values: Readonly<Record<string, string>>;
}

export interface HeldCall {
  readonly function: string;
  readonly distinct: boolean;
  readonly arguments: readonly string[];
  readonly filtered: boolean;
  readonly result: string;
}

export interface RowsStep {
  readonly stage: string;
  readonly kind: 'stream' | 'events' | 'filter' | 'lookup' | 'aggregate';
  /** Equal for equal meaning, whatever the stage is called. */
  readonly digest: string;
}

/** The property of a node. */
export const NOTE = 'pipectl';
