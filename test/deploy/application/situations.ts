/** Applications and what is around them, for tests of plans: as they should be, with what a case makes different. */
import type { ActualApplication } from '../../../deploy/application/actual.js';
import type { DesiredApplication } from '../../../deploy/application/desired.js';
import type { PlanOptions, Situation } from '../../../deploy/application/plan-deploy.js';
import type { Snapshot } from '../../../deploy/application/snapshot.js';
import { TAGS } from '../../../deploy/application/target.js';

export const OLD = 'a'.repeat(64);
export const NEW = 'b'.repeat(64);

export const desired: DesiredApplication = {
  name: 'plays',
  runtime: 'FLINK-2_2',
  role: 'arn:aws:iam::123456789012:role/plays',
  code: { bucket: 'jars', key: `p/plays/${NEW}.jar`, sha256: NEW, bytes: 2_097_152 },
  properties: { playback: 'prod-playback' },
  checkpoints: { everyMs: 60_000, minPauseMs: 5_000 },
  monitoring: { metricsLevel: 'APPLICATION', logLevel: 'INFO' },
  parallelism: { tasks: 2, perKpu: 1, autoScaling: true },
  vpc: null,
  kms: null,
  logStreamArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:/pipectl/plays:log-stream:flink',
  tags: { team: 'data', [TAGS.pipeline]: 'plays', [TAGS.environment]: 'production' },
};

/** An application that is what is desired, but for its jar. */
export const application = (more: Partial<ActualApplication> = {}): ActualApplication => ({
  name: 'plays',
  arn: 'arn:aws:kinesisanalytics:eu-central-1:123456789012:application/plays',
  status: 'RUNNING',
  versionId: 7,
  conditionalToken: 'token-7',
  createdAt: new Date(0),
  updatedAt: null,
  runtime: desired.runtime,
  role: desired.role,
  bucket: 'jars',
  fileKey: `p/plays/${OLD}.jar`,
  sha256: OLD,
  properties: { pipectl: desired.properties },
  loggingOptions: [{ id: '1.1', logStreamArn: desired.logStreamArn }],
  tags: { ...desired.tags, 'pipectl:proven': '7' },
  configuration: {
    FlinkApplicationConfigurationDescription: {
      CheckpointConfigurationDescription: {
        ConfigurationType: 'CUSTOM',
        CheckpointingEnabled: true,
        CheckpointInterval: 60_000,
        MinPauseBetweenCheckpoints: 5_000,
      },
      MonitoringConfigurationDescription: {
        ConfigurationType: 'CUSTOM',
        MetricsLevel: 'APPLICATION',
        LogLevel: 'INFO',
      },
      ParallelismConfigurationDescription: {
        ConfigurationType: 'CUSTOM',
        Parallelism: 2,
        ParallelismPerKPU: 1,
        CurrentParallelism: 4,
        AutoScalingEnabled: true,
      },
    },
    ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: true },
    ApplicationSystemRollbackConfigurationDescription: { RollbackEnabled: true },
  },
  ...more,
});

export const snapshot = (versionId: number, minute = 0, more: Partial<Snapshot> = {}): Snapshot => ({
  name: `pipectl-v${versionId}-20260131T12${String(minute).padStart(2, '0')}00Z`,
  status: 'READY',
  versionId,
  createdAt: new Date(Date.UTC(2026, 0, 31, 12, minute)),
  ...more,
});

export const situation = (more: Partial<Situation> = {}): Situation => ({
  application: application(),
  isJarThere: true,
  logs: { group: true, stream: true },
  snapshots: [],
  isFailing: false,
  ...more,
});

export const options: PlanOptions = {
  environment: 'production',
  logs: { group: '/pipectl/plays', stream: 'flink', retentionDays: 30 },
  keepSnapshots: 5,
  discard: [],
};
