/**
 * What a pipeline means, as a part of its bundle: the author's stages and outputs with their conditions and columns as
 * text. The job never looks at it; two versions of a pipeline are compared by it, long after their sources are gone.
 *
 * Texts are made from typed expressions, so that two of them are equal when the expressions are: layout, names of
 * parameters and constants that are imported make no difference.
 */
import type { Origin } from './bundle.js';
import type { AggregateKind } from './graph.js';

export interface DescribedColumn {
  readonly name: string;
  /** As TypeScript writes it: `'play' | 'stop'`, `string | undefined`, `Int[]`. */
  readonly type: string;
}

export interface DescribedValue extends DescribedColumn {
  /** A lambda's value, as TypeScript writes it: `device ?? 'unknown'`. */
  readonly value: string;
}

export interface DescribedWindow {
  readonly kind: 'tumble' | 'hop' | 'cumulate' | 'session';
  /** Milliseconds. `size` is the gap of a session; `step` is hop's `every` and cumulate's `step`, else 0. */
  readonly size: number;
  readonly step: number;
  readonly offset: number;
}

export interface DescribedAggregate extends DescribedColumn {
  readonly kind: AggregateKind;
  /** What it is computed of; null for `count()`. */
  readonly of: string | null;
}

interface Described {
  readonly name: string;
  readonly origin: Origin;
}

export interface DescribedSource extends Described {
  readonly kind: 'source';
  readonly connector: 'kinesis';
  readonly stream: string;
  readonly columns: readonly DescribedColumn[];
  /** Where the event time comes from. */
  readonly time: string;
  /** Milliseconds. */
  readonly outOfOrder: number;
  readonly idleAfter: number | null;
  readonly maxAhead: number;
  readonly timestamps: 'iso' | 'seconds' | 'millis';
  readonly rules: readonly { readonly name: string; readonly where: string }[];
  /** At what it begins without saved state; a time is ISO text. */
  readonly start: string;
}

export interface DescribedFilter extends Described {
  readonly kind: 'filter';
  readonly of: string;
  readonly where: string;
}

export interface DescribedMap extends Described {
  readonly kind: 'map';
  readonly of: string;
  readonly columns: readonly DescribedValue[];
}

export interface DescribedEnrich extends Described {
  readonly kind: 'enrich';
  readonly of: string;
  readonly connector: 'dynamodb';
  readonly table: string;
  /** By key column of the table. */
  readonly on: readonly DescribedValue[];
  /** What it adds. */
  readonly columns: readonly DescribedColumn[];
  readonly onMissing: 'null' | 'drop';
  /** Milliseconds. */
  readonly cache: { readonly rows: number; readonly age: number };
}

export interface DescribedWindowAggregate extends Described {
  readonly kind: 'window';
  readonly of: string;
  readonly keys: readonly DescribedValue[];
  readonly window: DescribedWindow;
  readonly aggregates: readonly DescribedAggregate[];
}

export interface DescribedContinuousAggregate extends Described {
  readonly kind: 'continuous';
  readonly of: string;
  readonly keys: readonly DescribedValue[];
  /** Milliseconds after its last change that a key is forgotten. */
  readonly retain: number | 'forever';
  readonly aggregates: readonly DescribedAggregate[];
}

export type DescribedStage =
  | DescribedSource
  | DescribedFilter
  | DescribedMap
  | DescribedEnrich
  | DescribedWindowAggregate
  | DescribedContinuousAggregate;

export interface DescribedOutput extends Described {
  readonly of: string;
  readonly sink: 'firehose' | 'dynamodb' | 'opensearch' | 'kinesisStream';
  /** The logical name of what it writes to. */
  readonly resource: string;
  /** What tells its rows apart: names of columns in DynamoDB, the id in OpenSearch, the partition key in Kinesis. */
  readonly key: readonly string[];
  readonly columns: readonly DescribedColumn[];
  /** Whether rows are appended, or replaced as events arrive. */
  readonly rows: 'appended' | 'replaced';
  /** What is written where a column has no value; null where the sink has no choice. */
  readonly nulls: 'skip' | 'write' | null;
  /** A column: a row does not replace one that has more in it. */
  readonly onlyIfNewer: string | null;
}

export interface Description {
  /** Inputs before what they feed; only those that reach an output. */
  readonly stages: readonly DescribedStage[];
  /** In the author's order. */
  readonly outputs: readonly DescribedOutput[];
  readonly deadLetters: {
    /** The logical name of where they go. */
    readonly target: string;
    /** The share of broken records above which the job ends; null never. */
    readonly rejectRate: number | null;
  };
}
