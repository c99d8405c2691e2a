/** PC81…: bringing a pipeline to its application, and taking it back. */
import type { Block } from '../../../compiler/diagnostics/page.js';
import { deployApply } from '../../../compiler/diagnostics/catalog/deploy-apply.js';
import { json, prose, sh, yaml, type Examples } from './example.js';

const DEPLOY = 'pipectl deploy title-popularity --env production';
const environment = 'production';
const application = 'title-popularity';

const settings = (more: string): string =>
  `environments:\n  production:\n    account: '123456789012'\n    region: eu-central-1${more}`;
const ARTIFACTS = '\n    artifacts: s3://acme-artifacts/pipectl';
const ROLE = '\n    role: arn:aws:iam::123456789012:role/title-popularity';

const role = 'arn:aws:iam::123456789012:role/title-popularity';
const trust = (Service: string): Block =>
  json(JSON.stringify({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }, null, 2));
const policy = (Action: readonly string[]): Block =>
  json(
    JSON.stringify(
      { Effect: 'Allow', Action, Resource: 'arn:aws:kinesis:eu-central-1:123456789012:stream/playback' },
      null,
      2,
    ),
  );

export const deployingApplications: Examples<keyof typeof deployApply> = {
  noApplicationsThere: {
    params: { pipeline: 'title-popularity' },
    wrong: sh('pipectl dev title-popularity\n# in another terminal\npipectl deploy title-popularity --env local'),
    right: sh(
      'pipectl dev title-popularity --control-plane\n# in another terminal\npipectl deploy title-popularity --env local',
    ),
  },
  deployNeedsSetting: {
    params: { environment, setting: 'artifacts' },
    wrong: yaml(settings(ROLE)),
    right: yaml(settings(ARTIFACTS + ROLE)),
  },
  foreignApplication: {
    params: { application, environment, reason: 'it has no tag pipectl:pipeline' },
    wrong: sh(DEPLOY),
    right: yaml(
      settings(
        `${ARTIFACTS}${ROLE}\n    pipelines:\n      title-popularity: { application: title-popularity-pipectl }`,
      ),
    ),
  },
  noSuchApplication: {
    params: { application, environment },
    wrong: sh('pipectl stop title-popularity --env production'),
    right: sh(`${DEPLOY} --yes\npipectl stop title-popularity --env production`),
  },
  deployWaitedInVain: {
    params: { application, status: 'AUTOSCALING', seconds: 60, operation: null },
    wrong: sh(`${DEPLOY} --timeout 60`),
    right: sh(DEPLOY),
  },
  applicationMoved: {
    params: { application, moved: 'it was version 7 and is 8' },
    wrong: prose('Two people deploy at the same time; the second one is told.'),
    right: sh(DEPLOY),
  },
  stateWouldBeLost: {
    params: { application, lost: ['popularity'], unnamed: ['popularity'] },
    wrong: sh(`${DEPLOY} --yes`),
    right: sh(`${DEPLOY} --discard-state popularity`),
  },
  nothingToDiscard: {
    params: { stages: ['popularity'], lost: [] },
    wrong: sh(`${DEPLOY} --discard-state popularity`),
    right: sh(DEPLOY),
  },
  planFileUnusable: {
    params: { file: 'plan.json', problem: "it has nothing for 'title-popularity'" },
    wrong: sh(`pipectl deploy page-views --env production --dry-run --out plan.json\n${DEPLOY} --plan plan.json`),
    right: sh(`${DEPLOY} --dry-run --out plan.json\n${DEPLOY} --plan plan.json`),
  },
  roleMissing: {
    params: { role },
    wrong: yaml(settings(ARTIFACTS + ROLE)),
    right: prose('The role is created, from what `pipectl infrastructure` writes or by hand, and the deploy goes on.'),
  },
  roleNotTrusting: {
    params: { role },
    wrong: trust('lambda.amazonaws.com'),
    right: trust('kinesisanalytics.amazonaws.com'),
  },
  roleLacksPermission: {
    params: {
      role,
      actions: ['kinesis:GetRecords'],
      resource: 'arn:aws:kinesis:eu-central-1:123456789012:stream/playback',
      use: 'read the stream playback',
    },
    wrong: policy(['kinesis:DescribeStreamSummary']),
    right: policy([
      'kinesis:DescribeStreamSummary',
      'kinesis:ListShards',
      'kinesis:GetShardIterator',
      'kinesis:GetRecords',
    ]),
  },
  artifactsBucketMissing: {
    params: { bucket: 'acme-artefacts', environment },
    wrong: yaml(settings(`\n    artifacts: s3://acme-artefacts/pipectl${ROLE}`)),
    right: yaml(settings(ARTIFACTS + ROLE)),
  },
  resourceNotReady: {
    params: { resource: "the stream 'playback'", status: 'CREATING' },
    wrong: sh(`aws kinesis create-stream --stream-name playback\n${DEPLOY}`),
    right: sh(`aws kinesis wait stream-exists --stream-name playback\n${DEPLOY}`),
  },
  tableKeyDiffers: {
    params: { table: 'title-popularity', expected: 'titleId S, slot S', actual: 'titleId S' },
    wrong: prose('The table was made with the partition key `titleId` alone.'),
    right: prose(
      'A table with the partition key `titleId` and the sort key `slot` is made, and named in pipectl.yaml.',
    ),
  },
  nameUnbound: {
    params: { name: 'title-popularity-live.endpoint', environment },
    wrong: yaml(settings(ARTIFACTS + ROLE)),
    right: yaml(
      settings(
        `${ARTIFACTS}${ROLE}\n    names: { title-popularity-live.endpoint: https://search.eu-central-1.es.amazonaws.com }`,
      ),
    ),
  },
  overLimit: {
    params: { what: 'parallelism', value: '512', limit: "128 of the pipeline's max-parallelism" },
    wrong: yaml(settings(`${ARTIFACTS}${ROLE}\n    pipelines:\n      title-popularity: { parallelism: 512 }`)),
    right: yaml(settings(`${ARTIFACTS}${ROLE}\n    pipelines:\n      title-popularity: { parallelism: 64 }`)),
  },
  notChecked: {
    params: {
      what: `the permissions of the role ${role}`,
      why: 'iam:SimulatePrincipalPolicy is denied to the caller',
    },
    wrong: sh(DEPLOY),
    right: json(JSON.stringify({ Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: role }, null, 2)),
  },
  deployFailed: {
    params: {
      application,
      reason: 'its job has restarted 3 times while it was watched',
      why: "The index 'title-popularity-live' refuses the document: mapper_parsing_exception",
      exception: 'SinkRefusal',
      stage: 'title-popularity-live',
      task: 'Sink: title-popularity-live[9]',
    },
    wrong: sh(`${DEPLOY} --yes`),
    right: prose('The mapping of the index is mended, and the same command deploys.'),
  },
  wentBack: {
    params: { application, version: 7, from: 'with the state that the service kept of it', healthy: true },
    wrong: sh(`${DEPLOY} --yes`),
    right: prose('What was wrong is mended in the pipeline, and deployed again.'),
  },
  stoppedAfterFailure: {
    params: { application },
    wrong: prose('The first deploy of a pipeline fails.'),
    right: sh(`${DEPLOY} --yes`),
  },
  rollbackFailed: {
    params: { application, reason: 'StartApplication: the role may not read the jar' },
    wrong: prose('While a deploy goes on, the role loses its permission to read from the bucket.'),
    right: sh('pipectl rollback title-popularity --env production'),
  },
  stateUnknown: {
    params: { application },
    wrong: sh('aws s3 rm --recursive s3://acme-artifacts/pipectl'),
    right: prose('Jars of versions that run are left where they are.'),
  },
  startsWithoutState: {
    params: { application },
    wrong: sh('aws kinesisanalyticsv2 stop-application --application-name title-popularity --force'),
    right: sh('pipectl stop title-popularity --env production'),
  },
  deployOperationEndless: {
    params: { application, operation: 'UpdateApplication', seconds: 60 },
    wrong: sh(`${DEPLOY} --yes --timeout 60`),
    right: sh(`${DEPLOY} --yes`),
  },
  deploySnapshotFailed: {
    params: { application, name: 'pipectl-v7-20260131T120000Z', reason: 'it is FAILED' },
    wrong: sh(`${DEPLOY} --yes`),
    right: sh(`${DEPLOY} --yes`),
  },
  uploadDiffers: {
    params: { place: 's3://acme-artifacts/pipectl/title-popularity/6f1c….jar' },
    wrong: prose('Something has written to that key besides pipectl.'),
    right: sh(`aws s3 rm s3://acme-artifacts/pipectl/title-popularity/6f1c….jar\n${DEPLOY}`),
  },
  deployCutOff: {
    params: { application, doing: 'update jar, which restarts the job from its state', isDoubtful: true },
    wrong: prose('The network goes down, or the credentials expire, while a deploy goes on.'),
    right: sh(`aws sso login\n${DEPLOY}`),
  },
  nothingToGoBackTo: {
    params: { application, asked: 9, known: [7, 4] },
    wrong: sh('pipectl rollback title-popularity --env production --to 9'),
    right: sh('pipectl rollback title-popularity --env production --to 7'),
  },
  jarGone: {
    params: { application, place: 's3://acme-artifacts/pipectl/title-popularity/6f1c….jar' },
    wrong: prose(
      'A rule of the bucket deletes what is older than a day, or somebody cleans up while a deploy goes on.',
    ),
    right: sh(`aws s3api delete-bucket-lifecycle --bucket acme-artifacts\n${DEPLOY}`),
  },
  versionUnreadable: {
    params: {
      application,
      version: 7,
      jar: 's3://acme-artifacts/pipectl/title-popularity/6f1c….jar',
      known: [4],
    },
    wrong: sh('aws s3 rm s3://acme-artifacts/pipectl/title-popularity/6f1c….jar'),
    right: sh('pipectl rollback title-popularity --env production --to 4'),
  },
  planFileUnwritable: {
    params: { file: 'plans/plan.json', reason: 'no such file or directory' },
    wrong: sh('pipectl diff title-popularity --env production --out plans/plan.json'),
    right: sh('mkdir -p plans\npipectl diff title-popularity --env production --out plans/plan.json'),
  },
};
