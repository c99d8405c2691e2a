/** An application on the local control plane is a real Flink job: it reads, counts, logs, is measured and obeys its role. */
import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationSnapshotsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resourcesOf } from '../../../compiler/ir/resources.js';
import { until } from '../../../local/cluster/until.js';
import { startServices, type LocalServices } from '../../../local/services/start.js';
import { repository } from '../../support/compile-case.js';
import { compilePipeline, writeJar, type CompiledPipeline } from '../../services/harness/package-pipeline.js';

const app = { ApplicationName: 'counts' };
const ROLE = 'arn:aws:iam::000000000000:role/counts';
const GROUP = '/pipectl/counts';
const STREAM = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:log-stream:flink`;
const kinesisArn = (name: string): string => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;
const allowed = [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::artifacts/*' },
  { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: STREAM },
  {
    Effect: 'Allow',
    Action: ['kinesis:DescribeStream*', 'kinesis:ListShards', 'kinesis:GetShardIterator', 'kinesis:GetRecords'],
    Resource: kinesisArn('clicks'),
  },
  { Effect: 'Allow', Action: ['kinesis:PutRecords', 'kinesis:DescribeStream*'], Resource: kinesisArn('counts') },
  { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
];

const folder = mkdtempSync(join(tmpdir(), 'pipectl-msf-flink-'));
let services: LocalServices;
let pipeline: CompiledPipeline;

beforeAll(async () => {
  pipeline = await compilePipeline(join(repository, 'test', 'services', 'pipelines', 'counts', 'pipeline.ts'));
  const deployable = { enforce: true, settings: { metricsEveryMs: 500 } };
  services = await startServices({ needs: resourcesOf(pipeline.bundle), directory: folder, shards: 1, deployable });
});
afterAll(async () => {
  await services?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an application runs, and is seen to', async () => {
  const { endpoint, region, deployable } = services;
  if (deployable === undefined) throw new Error('nothing to deploy to');
  const client = { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const msf = new KinesisAnalyticsV2Client(client);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const iam = new IAMClient(client);
  const ended = (OperationId: string | undefined) =>
    until(
      async () => {
        const answer = await msf.send(new DescribeApplicationOperationCommand({ ...app, OperationId }));
        const found = answer.ApplicationOperationInfoDetails;
        return found?.OperationStatus === 'IN_PROGRESS' ? null : (found ?? null);
      },
      { what: 'the operation to end', timeoutMs: 300_000 },
    );

  await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  const jar = readFileSync(writeJar(folder, pipeline.bundle, pipeline.plan));
  await s3.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'counts/1.jar', Body: jar }));
  const trust = { Effect: 'Allow', Principal: { Service: 'kinesisanalytics.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName: 'counts', AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({ Statement: allowed });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'counts', PolicyName: 'run', PolicyDocument }));
  deployable.logs.createStream(GROUP, 'flink');

  await msf.send(
    new CreateApplicationCommand({
      ...{ ...app, RuntimeEnvironment: 'FLINK-2_2', ServiceExecutionRole: ROLE },
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: 'ZIPFILE',
          CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::artifacts', FileKey: 'counts/1.jar' } },
        },
        FlinkApplicationConfiguration: {
          CheckpointConfiguration: { ConfigurationType: 'CUSTOM', CheckpointInterval: 1_000 },
        },
      },
      CloudWatchLoggingOptions: [{ LogStreamARN: STREAM }],
    }),
  );
  const { OperationId: starting } = await msf.send(new StartApplicationCommand(app));
  await expect(ended(starting)).resolves.toMatchObject({ OperationStatus: 'SUCCESSFUL' });
  const { ApplicationDetail: detail } = await msf.send(new DescribeApplicationCommand(app));
  expect(detail?.ApplicationStatus).toBe('RUNNING');

  const kinesis = new KinesisClient(client);
  const Records = Array.from({ length: 100 }, (_, index) => ({
    PartitionKey: 'a',
    Data: Buffer.from(JSON.stringify({ id: `${index}`, kind: 'open', at: new Date(Date.UTC(2026, 0, 1) + index) })),
  }));
  await kinesis.send(new PutRecordsCommand({ StreamName: 'clicks', Records }));

  // Flink's own REST interface, through the URL that a browser would open.
  const { AuthorizedUrl: url = '' } = await msf.send(
    new CreateApplicationPresignedUrlCommand({ ...app, UrlType: 'FLINK_DASHBOARD_URL' }),
  );
  const opened = await fetch(url, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const home = new URL(opened.headers.get('location') ?? '', url);
  const jobs = async (headers: Record<string, string>) => fetch(new URL('jobs/overview', home), { headers });
  await expect((await jobs({ cookie })).json()).resolves.toMatchObject({ jobs: [{ state: 'RUNNING' }] });
  expect((await jobs({})).status).toBe(403);

  // What the job measures of itself.
  const cloudwatch = new CloudWatchClient(client);
  const Dimensions = [
    { Name: 'Application', Value: 'counts' },
    { Name: 'stage', Value: 'clicks' },
  ];
  const largest = async (MetricName: string, more: object): Promise<number> => {
    const { Datapoints: points = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: 'AWS/KinesisAnalytics', MetricName, Period: 60, Statistics: ['Maximum'] },
        ...{ StartTime: new Date(Date.now() - 3_600_000), EndTime: new Date(Date.now() + 60_000) },
        ...more,
      }),
    );
    return Math.max(-1, ...points.map(({ Maximum = -1 }) => Maximum));
  };
  await until(async () => ((await largest('read', { Dimensions })) === 100 ? true : null), {
    what: 'the metric of the records that were read',
    timeoutMs: 120_000,
  });
  const Application = { Dimensions: [{ Name: 'Application', Value: 'counts' }] };
  await until(async () => ((await largest('lastCheckpointSize', Application)) > 0 ? true : null), {
    what: 'the metric of the checkpoint',
    timeoutMs: 120_000,
  });
  expect(await largest('numRestarts', Application)).toBe(0);
  expect(await largest('runningTime', Application)).toBeGreaterThan(0);
  const { Metrics: metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ MetricName: 'millisBehindLatest' }));
  expect(metrics.length).toBeGreaterThan(0);

  const processes = deployable.msf.cluster('counts')?.processes ?? [];
  expect(processes).toHaveLength(2);
  const { OperationId: stopping } = await msf.send(new StopApplicationCommand(app));
  await expect(ended(stopping)).resolves.toMatchObject({ OperationStatus: 'SUCCESSFUL' });
  expect(processes.filter(({ pid }) => existsSync(`/proc/${pid}`))).toEqual([]);
  const { SnapshotSummaries: snapshots } = await msf.send(new ListApplicationSnapshotsCommand(app));
  expect(snapshots).toMatchObject([{ SnapshotStatus: 'READY', ApplicationVersionId: 1 }]);

  // What it logged, as the records of the managed service.
  const logs = new CloudWatchLogsClient(client);
  const filterPattern = '{ $.logger = "*JobMaster" && $.applicationVersionId = "1" }';
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern }));
  expect(JSON.parse(events[0]?.message ?? '{}')).toMatchObject({
    ...{ applicationARN: detail?.ApplicationARN, messageSchemaVersion: '1', messageType: 'INFO' },
    locationInformation: expect.stringContaining('JobMaster'),
    threadName: expect.any(String),
  });

  // What its role was used for: nothing that it may not.
  const used = deployable.iam.used(ROLE);
  expect(used.filter((each) => !each.allowed)).toEqual([]);
  expect(used.map(({ action }) => action)).toEqual(expect.arrayContaining(['logs:PutLogEvents', 's3:GetObject']));
  for (const each of [msf, s3, iam, kinesis, cloudwatch, logs]) each.destroy();
});
