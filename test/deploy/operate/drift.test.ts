/** What was changed by hand, setting by setting, and what is not taken for a change. */
import { expect, test } from '@jest/globals';
import type { ActualApplication } from '../../../deploy/application/actual.js';
import { drift, type Job } from '../../../deploy/operate/status/drift.js';
import type { ApplicationTarget } from '../../../deploy/application/target.js';
import { unknownVersion } from '../../../deploy/operate/unknown-version.js';
import { application, desired, options } from '../application/situations.js';

const unknown = unknownVersion('plays');
const deployed = {
  ...unknown,
  bundle: { ...unknown.bundle, placeholders: [{ name: 'playback', kind: 'stream', default: 'playback' }] },
};
const job: Job = {
  RuntimeEnvironment: 'FLINK-2_2',
  ApplicationConfiguration: {
    FlinkApplicationConfiguration: {
      CheckpointConfiguration: { CheckpointInterval: 60_000 },
      MonitoringConfiguration: { MetricsLevel: 'APPLICATION', LogLevel: 'INFO' },
      ParallelismConfiguration: { Parallelism: 2, ParallelismPerKPU: 1, AutoScalingEnabled: true },
    },
  },
};
const target: ApplicationTarget = {
  ...{ application: 'plays', pipeline: 'plays', environment: 'production', account: '123456789012' },
  region: 'eu-central-1',
  access: { region: 'eu-central-1', endpoint: null },
  artifacts: { bucket: 'jars', prefix: 'p' },
  role: desired.role,
  names: { playback: 'prod-playback', another: 'of-another-pipeline' },
  tags: desired.tags,
  ...{ vpc: null, kms: null, logs: options.logs, parallelism: null, checkpointEvery: null },
  ...{ keepSnapshots: 5, healthTimeoutMs: 60_000 },
};

const found = (more: Partial<ActualApplication>, { of = target, by = job as Job | null } = {}): unknown[] =>
  drift({ actual: application(more), deployed, job: by, target: of }).map((each) => Object.values(each));

/** The same configuration with other settings of parallelism. */
const scaled = (Parallelism: number): Partial<ActualApplication> => {
  const { configuration } = application();
  const flink = configuration.FlinkApplicationConfigurationDescription;
  const ParallelismConfigurationDescription = { ...flink?.ParallelismConfigurationDescription, Parallelism };
  return {
    configuration: {
      ...configuration,
      FlinkApplicationConfigurationDescription: { ...flink, ParallelismConfigurationDescription },
    },
  };
};

test('nothing, though the jar is an older one, tags of others are there, and the service has scaled it', () => {
  expect(found({})).toEqual([]);
  expect(found({ tags: { ...application().tags, cost: 'x' } })).toEqual([]);
});

test('settings, properties, tags, the log stream and the VPC', () => {
  expect(found(scaled(8))).toEqual([['parallelism', '2', '8']]);
  expect(found({ properties: { pipectl: { playback: 'other' }, more: { a: 'b' } } })).toEqual([
    ['property playback', 'prod-playback', 'other'],
    ['property group more', null, '{"a":"b"}'],
  ]);
  expect(found({ tags: { ...application().tags, team: 'ops' } })).toEqual([['tag team', 'data', 'ops']]);
  expect(found({ loggingOptions: [] })).toEqual([['log stream', desired.logStreamArn, null]]);
  const { configuration } = application();
  const vpc = { VpcConfigurationId: '1', VpcId: 'v', SubnetIds: ['subnet-2', 'subnet-1'], SecurityGroupIds: ['sg-1'] };
  expect(found({ configuration: { ...configuration, VpcConfigurationDescriptions: [vpc] } })).toEqual([
    ['VPC', null, 'subnet-1, subnet-2 with sg-1'],
  ]);
});

test('of a pipeline that is not the one deployed, only what pipectl.yaml says is asked for', () => {
  expect(found(scaled(8), { by: null })).toEqual([]);
  expect(found(scaled(8), { by: null, of: { ...target, parallelism: 2 } })).toEqual([['parallelism', '2', '8']]);
});

test('what pipectl.yaml does not say is not asked for', () => {
  expect(found({ role: 'arn:aws:iam::123456789012:role/other' }, { of: { ...target, role: null } })).toEqual([]);
});
