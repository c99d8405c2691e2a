/** How an application is, in one look: what the service says of it, what Flink says of its job, and what was changed by hand. */
import type { Difference } from './drift.js';
import type { JobLook } from './job-look.js';
import type { Judgement } from './judge.js';

export interface OperationLook {
  readonly id: string;
  /** As the API calls it: `UpdateApplication`. */
  readonly operation: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly began: number | null;
  readonly ended: number | null;
  /** What the service says about a failure. */
  readonly error: string | null;
}

export interface DeployedLook {
  /** The key of the jar. */
  readonly key: string;
  readonly sha256: string | null;
  /** Whether the jar can be read and holds this pipeline; else why not. */
  readonly unreadable: string | null;
}

export interface ApplicationLook {
  readonly arn: string;
  /** As the API calls it: `RUNNING`. */
  readonly status: string;
  readonly version: number;
  readonly runtime: string;
  readonly created: number;
  /** When this version was made. */
  readonly updated: number | null;
  /** False when somebody else has made it. */
  readonly isOurs: boolean;
  readonly deployed: DeployedLook;
}

export interface SnapshotsLook {
  readonly ready: number;
  /** Of the newest one that is ready. */
  readonly newest: { readonly name: string; readonly at: number; readonly version: number } | null;
}

export interface Status {
  readonly pipeline: string;
  readonly environment: string;
  readonly name: string;
  /** When this was seen. */
  readonly at: number;
  /** Null when there is no such application. */
  readonly application: ApplicationLook | null;
  readonly judgement: Judgement;
  /** Null when no job runs, or Flink can not be asked. */
  readonly job: JobLook | null;
  /** Why there is no job, when one should be there. */
  readonly jobMissing: string | null;
  /** The newest first. */
  readonly operations: readonly OperationLook[];
  readonly snapshots: SnapshotsLook;
  /** `unknown`: why it can not be told. */
  readonly drift: { readonly differences: readonly Difference[]; readonly unknown: string | null };
}
