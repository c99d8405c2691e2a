/** What of the control plane tests and small machines make different from AWS. */

export interface MsfSettings {
  /** Snapshots of one application. */
  readonly snapshotsLimit: number;
  /** Applications of a region. */
  readonly applicationsLimit: number;
  /** Processing units of one application. */
  readonly kpuLimit: number;
  /** What a checkpoint configuration of type DEFAULT means. */
  readonly checkpointMs: number;
  /** How long a presigned URL can be opened. */
  readonly urlMs: number;
  /** How long a job may take until its tasks run or it has failed once. */
  readonly startMs: number;
  /** How often processes are asked for their log and their metrics. */
  readonly logsEveryMs: number;
  readonly metricsEveryMs: number;
}

/** As on AWS, but for what is sampled: there it is every 15 s. */
export const DEFAULT_SETTINGS: MsfSettings = {
  snapshotsLimit: 1_000,
  applicationsLimit: 100,
  kpuLimit: 64,
  checkpointMs: 60_000,
  urlMs: 180_000,
  startMs: 300_000,
  logsEveryMs: 200,
  metricsEveryMs: 2_000,
};
