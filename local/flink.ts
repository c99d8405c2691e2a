/** What the embedded Flink can be asked for, and what it answers. */
import type { Bundle } from '../compiler/ir/bundle.js';
import type { Counters } from '../compiler/ir/counters.js';

/** A mistake found by Flink's planner. Lines and columns count from 1 in the statement's own `sql`. */
export interface PlannerError {
  /** Index in `bundle.statements`; null when no single statement made it. */
  readonly statement: number | null;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type PlannerAnswer = { readonly plan: unknown } | { readonly errors: readonly PlannerError[] };

export interface RunRequest {
  readonly bundle: Bundle;
  /** As `plan` gave it, with other uids at most. */
  readonly plan: unknown;
  /** New options of tables, whole, by table name. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** From 1 to 8. */
  readonly parallelism: number;
  /** Flink configuration on top of the bundle's. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where to restore from; every state in it must find its operator, unless `unclaimed` is `drop`. */
  readonly savepoint?: string;
  /** What becomes of state that no operator claims; by default the job is refused. */
  readonly unclaimed?: 'refuse' | 'drop';
}

export interface RunFinished {
  readonly event: 'finished';
  /** From the request to the end. */
  readonly elapsedMs: number;
  /** The job alone. */
  readonly runtimeMs: number;
  readonly restarts: number;
  /** Rows that Flink's own operators dropped as late. */
  readonly lateDropped: number;
  readonly counters: Counters;
}

export interface JobFailure {
  /** The root cause. */
  readonly message: string;
  /** From the outside in. */
  readonly causes: readonly string[];
  /** The task that failed, as Flink names it. */
  readonly operator?: string;
}

export interface RunFailed extends JobFailure {
  readonly event: 'failed';
}

/** How a job is while it runs. */
export interface RunProgress {
  readonly event: 'progress';
  readonly elapsedMs: number;
  readonly counters: Counters;
  /** As Flink names it: RUNNING, RESTARTING. */
  readonly status: string;
  readonly restarts: number;
  /** Why it was last restarted. */
  readonly failure?: JobFailure;
  readonly checkpoints: {
    readonly completed: number;
    readonly failed: number;
    /** All state in the last one. */
    readonly stateBytes: number;
    readonly durationMs: number;
  };
  /** Epoch milliseconds that event time has come to, by stage. */
  readonly watermarks: Readonly<Record<string, number>>;
  /** How far behind the end of its stream a source is, by source. */
  readonly lagMs: Readonly<Record<string, number>>;
  /** By source, as its readers count them; of files none. */
  readonly shards: Readonly<Record<string, { readonly shards?: number; readonly silentShards?: number }>>;
}

export type RunEvent = { readonly event: 'started'; readonly job: string } | RunProgress | RunFinished | RunFailed;

/** An operator in a savepoint. */
export interface SavedOperator {
  /** Flink's hash of the uid, as its messages have it. */
  readonly id: string;
  /** With the transformation at its end; null when the job gave none. */
  readonly uid: string | null;
  /** Whether Flink refuses to restore when no operator claims it. */
  readonly hasState: boolean;
  readonly bytes: number;
  readonly maxParallelism: number;
}

export interface EmbeddedFlink {
  /** Compiles a bundle with Flink's planner, code generation included. */
  plan(bundle: Bundle): Promise<PlannerAnswer>;
  /**
   * Runs a planned bundle to its end, telling of it about four times a second. Aborting `signal` cancels the job and
   * rejects with the signal's reason.
   */
  run(request: RunRequest, onEvent: (event: RunEvent) => void, signal?: AbortSignal): Promise<RunFinished | RunFailed>;
  /** Stops a running job with a canonical savepoint and gives its path. */
  stop(job: string, directory: string): Promise<string>;
  /** The operators in a savepoint, without their state. */
  contents(savepoint: string): Promise<readonly SavedOperator[]>;
  /** Ends the JVM, whatever it is doing. */
  shutdown(): Promise<void>;
}
