/** What Flink says of a running job. */
import type { FailedStage } from '../../../compiler/ir/failed-stage.js';
import type { SilentShards } from '../../../compiler/ir/silent-shards.js';

export interface CheckpointLook {
  readonly completed: number;
  readonly failed: number;
  /** Null before the first. */
  readonly last: { readonly at: number; readonly durationMs: number; readonly stateBytes: number } | null;
  readonly lastFailure: { readonly at: number; readonly message: string } | null;
}

export interface FailureLook {
  readonly at: number;
  readonly message: string;
  /** The author's stage and its place; null when none is to blame. */
  readonly where: FailedStage | null;
}

export interface SourceLag {
  readonly source: string;
  /** How far behind the newest record of its stream the slowest shard is; null before anybody knows. */
  readonly millisBehindLatest: number | null;
  /** How far the last event that was read is behind now; null before the first. */
  readonly eventTimeLag: number | null;
  /** What windows wait for in vain; null when they do not. */
  readonly waitsFor: SilentShards | null;
}

export interface JobLook {
  readonly id: string;
  /** As Flink calls it: `RUNNING`, `RESTARTING`. */
  readonly state: string;
  readonly parallelism: number;
  readonly restarts: number;
  /** Since it began to run without interruption. */
  readonly runningMs: number;
  readonly checkpoints: CheckpointLook;
  /** The first of those that Flink remembers, which is the one that had no failure before it. */
  readonly firstFailure: FailureLook | null;
  readonly lags: readonly SourceLag[];
  /** The ledger's terms: stage, then term, then how many; null when they can not be read. */
  readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}
