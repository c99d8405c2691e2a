/** What the control plane needs of a running job; the real one is Flink's, tests of the API alone have another. */
import type { Cluster, Restore } from '../../cluster/cluster.js';
import type { Application, Version } from '../application.js';
import type { Control } from '../control.js';

export interface Job {
  readonly versionId: number;
  /** Null while they are not there. */
  readonly processes: Cluster | null;
  /** Once its tasks run, or it has failed once and starts again by itself. Throws the reason of a job that can not. */
  started(): Promise<unknown>;
  /** Whether it can be asked for a savepoint. */
  isHealthy(): Promise<boolean>;
  takeSavepoint(): Promise<string>;
  /** After that the job has ended; its processes are still there. */
  stopWithSavepoint(): Promise<string>;
  /** Ends the processes. */
  close(): Promise<void>;
}

export type StartJob = (control: Control, application: Application, version: Version, restore: Restore | null) => Job;
