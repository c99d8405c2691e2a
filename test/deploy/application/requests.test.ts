/** What is sent to the service: only what differs, and every start says what it restores. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { desiredOf } from '../../../deploy/application/desired.js';
import { createRequest, revertRequest, runConfiguration, updateRequest } from '../../../deploy/application/requests.js';
import type { DeployTarget } from '../../../deploy/application/target.js';
import { application, desired, NEW, OLD } from './situations.js';

const REGION = 'eu-central-1';
const update = (groups: readonly string[], restore: Parameters<typeof runConfiguration>[0] | null, allow = false) =>
  updateRequest(
    desired,
    application(),
    { groups: new Set(groups) as never, restore, allowNonRestoredState: allow },
    REGION,
  );

test('a jar alone', () => {
  expect(update(['code'], { from: 'latest' })).toEqual({
    ApplicationName: 'plays',
    ConditionalToken: 'token-7',
    ApplicationConfigurationUpdate: {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: {
          S3ContentLocationUpdate: { BucketARNUpdate: 'arn:aws:s3:::jars', FileKeyUpdate: `p/plays/${NEW}.jar` },
        },
      },
    },
    // An earlier start may have skipped its state, and would be repeated.
    RunConfigurationUpdate: {
      FlinkRunConfiguration: { AllowNonRestoredState: false },
      ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
    },
  });
});

test('a stopped application is not told what to restore', () => {
  expect(update(['role', 'runtime'], null)).toEqual({
    ApplicationName: 'plays',
    ConditionalToken: 'token-7',
    ServiceExecutionRoleUpdate: desired.role,
    RuntimeEnvironmentUpdate: 'FLINK-2_2',
  });
});

test.each([
  [{ from: 'nothing' }, { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' }],
  [{ from: 'latest' }, { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' }],
  [
    { from: 'snapshot', name: 's' },
    { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 's' },
  ],
] as const)('%j', (restore, said) => {
  expect(runConfiguration(restore, true)).toEqual({
    FlinkRunConfiguration: { AllowNonRestoredState: true },
    ApplicationRestoreConfiguration: said,
  });
});

test('going back puts back what an earlier version was, with the token of now', () => {
  const now = application({ conditionalToken: 'token-9', versionId: 9, fileKey: `p/plays/${NEW}.jar` });
  expect(revertRequest(application(), now)).toMatchObject({
    ConditionalToken: 'token-9',
    ApplicationConfigurationUpdate: {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate: `p/plays/${OLD}.jar` } },
      },
      EnvironmentPropertyUpdates: {
        PropertyGroups: [{ PropertyGroupId: 'pipectl', PropertyMap: { playback: 'prod-playback' } }],
      },
      FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: 2 } },
    },
  });
});

const target = {
  application: 'plays',
  region: 'cn-north-1',
  account: '123456789012',
  artifacts: { bucket: 'jars', prefix: '' },
  role: desired.role,
  names: { playback: 'prod-playback' },
  tags: {},
  vpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
  kms: 'arn:aws-cn:kms:cn-north-1:123456789012:key/1',
  logs: { group: '/pipectl/plays', stream: 'flink', retentionDays: 30 },
  parallelism: 8,
  checkpointEvery: null,
} as unknown as DeployTarget;
const bundle = {
  placeholders: [
    { name: 'playback', kind: 'stream', default: 'playback' },
    { name: 'letters', kind: 'target', default: 'sqs:letters' },
  ],
} as unknown as Bundle;
const job = {
  RuntimeEnvironment: 'FLINK-2_2',
  ApplicationConfiguration: {
    FlinkApplicationConfiguration: {
      CheckpointConfiguration: { CheckpointInterval: 2_000 },
      ParallelismConfiguration: { Parallelism: 2, ParallelismPerKPU: 1, AutoScalingEnabled: false },
    },
  },
};

test('the environment lies over the defaults of the pipeline', () => {
  const whole = desiredOf({ bundle, plan: null }, job, { sha256: NEW, bytes: { length: 5 } }, target);
  expect(whole).toMatchObject({
    code: { key: `plays/${NEW}.jar`, bytes: 5 },
    properties: { letters: 'sqs:letters', playback: 'prod-playback' },
    checkpoints: { everyMs: 2_000, minPauseMs: 2_000 },
    parallelism: { tasks: 8, perKpu: 1, autoScaling: false },
    logStreamArn: 'arn:aws-cn:logs:cn-north-1:123456789012:log-group:/pipectl/plays:log-stream:flink',
  });
  expect(createRequest(whole, 'cn-north-1')).toMatchObject({
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws-cn:s3:::jars', FileKey: `plays/${NEW}.jar` } },
      },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
      VpcConfigurations: [{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }],
      ApplicationEncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' },
    },
    CloudWatchLoggingOptions: [{ LogStreamARN: whole.logStreamArn }],
  });
});
