/**
 * What `evaluate` gives: the stages the author's module made, with the functions they hold named by where they stand.
 * JSON-safe, so it crosses from the child process (or a Jest worker) unchanged.
 */
import type { SinkWith } from './sink.js';

/** `file` is absolute; `start` is the offset of the node's first character, without leading comments. */
export interface Site {
  readonly file: string;
  readonly start: number;
}

/** A function the transform registered. Captures are the free identifiers of its body, by name. */
export interface FunctionReference {
  readonly kind: 'function';
  readonly site: Site;
  readonly captures: Readonly<Record<string, CapturedValue>>;
}

/** A function without an entry: from a package, `bind`, native. */
export interface UnregisteredFunction {
  readonly kind: 'unregistered';
  readonly name: string;
}

export type LambdaReference = FunctionReference | UnregisteredFunction;

export type CapturedValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number | 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly kind: 'bigint'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'array'; readonly items: readonly CapturedValue[] }
  /** Plain objects and module namespaces; getters are not run. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, CapturedValue>> }
  | LambdaReference
  /** A global such as Math, Date, Number or undefined that the module did not shadow. */
  | { readonly kind: 'global'; readonly name: string }
  /** Anything else (a class instance, a Map, a symbol, a cycle); `what` says it in words. */
  | { readonly kind: 'opaque'; readonly what: string };

export interface GraphWindow {
  readonly kind: 'tumble' | 'hop' | 'cumulate' | 'session';
  /** Milliseconds. `size` is the gap of a session; `step` is hop's `every` and cumulate's `step`. */
  readonly size: number;
  readonly step?: number;
  readonly offset?: number;
  readonly site: Site | null;
}

export type AggregateKind = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'latest';

export interface GraphAggregate {
  readonly name: string;
  readonly kind: AggregateKind;
  readonly of: LambdaReference | null;
  readonly site: Site | null;
}

interface StageCommon {
  /** Position in creation order, unique in the graph. */
  readonly id: number;
  /** `.named('…')`. */
  readonly named: string | null;
  /** From the variable, property, export or destructured name of the outermost call that made it. */
  readonly inferred: string | null;
  /** The call that made the stage. */
  readonly site: Site | null;
}

export interface GraphSource extends StageCommon {
  readonly kind: 'source';
  readonly connector: 'kinesis';
  readonly stream: string;
  readonly time: LambdaReference;
  /** Milliseconds. */
  readonly outOfOrder: number;
  readonly idleAfter: number | null;
  readonly maxAhead: number | null;
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly rules: readonly { readonly name: string; readonly where: LambdaReference }[];
  readonly start: 'trim-horizon' | 'latest' | { readonly at: number };
}

export interface GraphLookup {
  readonly table: string;
  /** The partition key, and the sort key if there is one. */
  readonly key: readonly string[];
  /** The call that made it, whose type argument is its row. */
  readonly site: Site | null;
}

/** What a subtask remembers of a table it looks items up in. */
export interface LookupCache {
  readonly rows: number;
  /** Milliseconds. */
  readonly age: number;
}

export type GraphStage =
  | GraphSource
  | (StageCommon & { readonly kind: 'filter'; readonly of: number; readonly where: LambdaReference })
  | (StageCommon & { readonly kind: 'map'; readonly of: number; readonly to: LambdaReference })
  | (StageCommon & {
      readonly kind: 'enrich';
      readonly of: number;
      readonly lookup: GraphLookup;
      readonly on: LambdaReference;
      readonly columns: readonly string[];
      readonly onMissing: 'null' | 'drop';
      readonly cache: LookupCache;
    })
  /** `keyBy` and `window` are folded into the aggregate that closes them; `key` is null without a keyBy. */
  | (StageCommon & {
      readonly kind: 'aggregate';
      readonly of: number;
      readonly key: LambdaReference | null;
      readonly keySite: Site | null;
      readonly window: GraphWindow | null;
      /** Milliseconds or for ever; only without a window. */
      readonly retain: number | 'forever' | null;
      readonly aggregates: readonly GraphAggregate[];
    });

export type GraphSink = SinkWith<LambdaReference>;

export interface GraphOutput {
  readonly named: string | null;
  readonly of: number;
  readonly sink: GraphSink;
  /** `.to(…)` and the call that made the sink. */
  readonly site: Site | null;
  readonly sinkSite: Site | null;
}

export interface GraphSettings {
  readonly parallelism: number | null;
  /** Milliseconds. */
  readonly checkpointEvery: number | null;
  readonly runtime: string | null;
  readonly deadLetters: string | null;
  readonly rejectRate: number | null;
}

export interface Graph {
  readonly name: string;
  readonly site: Site | null;
  readonly settings: GraphSettings;
  /** Every stage made, in creation order, also those that reach no output. */
  readonly stages: readonly GraphStage[];
  /** In the author's order. */
  readonly outputs: readonly GraphOutput[];
}
