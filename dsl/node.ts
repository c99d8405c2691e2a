/**
 * What a DSL value is made of: a plain node with live functions inside, held under one well-known symbol, so that whoever
 * compiles a pipeline can read it without this package's classes.
 */

/** Where a node is kept on every DSL value. */
export const NODE: unique symbol = Symbol.for('pipectl.node') as never;

/** A function as the author gave it. */
export type LiveFunction = (...args: never[]) => unknown;

interface Made {
  /** Position among all DSL values made in this process; calls are marked with it. */
  readonly sequence: number;
  /** `file#offset` of the innermost call that made it, as far as the file was transformed. */
  site: string | null;
}

export interface DurationNode extends Made {
  readonly kind: 'duration';
  readonly milliseconds: number;
}

export interface WindowNode extends Made {
  readonly kind: 'window';
  readonly shape: 'tumble' | 'hop' | 'cumulate' | 'session';
  /** Milliseconds; the gap of a session. */
  readonly size: number;
  /** Milliseconds; hop's `every`, cumulate's `step`. */
  readonly step?: number;
  /** Milliseconds. */
  readonly offset?: number;
}

export type AggregateKind = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'latest';

export interface AggregateNode extends Made {
  readonly kind: 'aggregate-function';
  readonly function: AggregateKind;
  readonly of: LiveFunction | null;
}

interface StageMade extends Made {
  named: string | null;
  /** From the variable, property or destructured name in the code. */
  inferred: string | null;
}

export interface SourceNode extends StageMade {
  readonly kind: 'source';
  readonly connector: 'kinesis';
  readonly stream: string;
  readonly time: LiveFunction;
  readonly outOfOrder: number;
  readonly idleAfter: number | null;
  readonly maxAhead: number | null;
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly rules: readonly { readonly name: string; readonly where: LiveFunction }[];
  readonly start: 'trim-horizon' | 'latest' | { readonly at: number };
}

export interface FilterNode extends StageMade {
  readonly kind: 'filter';
  readonly of: StageNode;
  readonly where: LiveFunction;
}

export interface MapNode extends StageMade {
  readonly kind: 'map';
  readonly of: StageNode;
  readonly to: LiveFunction;
}

export interface LookupNode extends Made {
  readonly kind: 'lookup';
  readonly table: string;
  /** The partition key, and the sort key if there is one. */
  readonly key: readonly string[];
}

export interface EnrichNode extends StageMade {
  readonly kind: 'enrich';
  readonly of: StageNode;
  readonly lookup: LookupNode;
  readonly on: LiveFunction;
  readonly columns: readonly string[];
  readonly onMissing: 'null' | 'drop';
  /** `age` is milliseconds. */
  readonly cache: { readonly rows: number; readonly age: number };
}

/** `keyBy` and `window` as steps on the way to an aggregate; no stages of their own. */
export interface KeyedNode extends Made {
  readonly kind: 'keyed';
  readonly of: StageNode;
  readonly key: LiveFunction | null;
  readonly keyNode: KeyedNode | null;
  readonly window: WindowNode | null;
}

export interface AggregatedNode extends StageMade {
  readonly kind: 'aggregate';
  readonly grouped: KeyedNode;
  readonly retain: number | 'forever' | null;
  readonly aggregates: readonly { readonly name: string; readonly node: AggregateNode }[];
}

export type StageNode = SourceNode | FilterNode | MapNode | EnrichNode | AggregatedNode;

export interface SinkNode extends Made {
  readonly kind: 'sink';
  readonly sink:
    | { readonly kind: 'firehose'; readonly deliveryStream: string; readonly partitionBy: string | null }
    | {
        readonly kind: 'dynamodb';
        readonly table: string;
        readonly partitionKey: string;
        readonly sortKey: string | null;
        readonly overwrite: boolean;
        readonly nulls: 'skip' | 'write';
        readonly onlyIfNewer: string | null;
        readonly timeToLive: string | null;
      }
    | {
        readonly kind: 'opensearch';
        readonly index: string;
        readonly id: LiveFunction | null;
        readonly onlyIfNewer: string | null;
      }
    | { readonly kind: 'kinesisStream'; readonly stream: string; readonly partitionKey: LiveFunction };
}

export interface OutputNode extends Made {
  readonly kind: 'output';
  readonly of: StageNode;
  readonly sink: SinkNode;
  named: string | null;
}

export interface PipelineNode extends Made {
  readonly kind: 'pipeline';
  readonly name: string;
  readonly outputs: readonly OutputNode[];
  readonly settings: {
    readonly parallelism: number | null;
    readonly checkpointEvery: number | null;
    readonly runtime: string | null;
    readonly deadLetters: string | null;
    readonly rejectRate: number | null;
  };
}

export type Node =
  DurationNode | WindowNode | AggregateNode | StageNode | LookupNode | KeyedNode | SinkNode | OutputNode | PipelineNode;

/** The node of a DSL value, or null for anything else. */
export function nodeOf(value: unknown): Node | null {
  if (typeof value !== 'object' || value === null) return null;
  return (value as { readonly [NODE]?: Node })[NODE] ?? null;
}
