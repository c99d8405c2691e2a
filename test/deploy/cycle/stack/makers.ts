/** How each type of resource of a template is made by the API of its service, in the order in which they need each other. */
import {
  CloudWatchClient,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  CreateDeliveryStreamCommand,
  FirehoseClient,
  type CreateDeliveryStreamCommandInput,
} from '@aws-sdk/client-firehose';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStreamCommand,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  waitUntilStreamExists,
  type CreateStreamCommandInput,
} from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { using, type LocalClient } from '../../../../local/services/create/clients.js';
import { arnOf } from '../../../../local/services/front/account.js';
import type { Catalog, DatabaseInput, TableInput } from '../../../../local/services/glue/catalog.js';
import type { Made } from './resolved.js';

export interface Place {
  readonly client: LocalClient;
  readonly catalog: Catalog;
  /** Where OpenSearch answers. */
  readonly search: string;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface Maker {
  make(properties: Properties, place: Place, id: string): unknown;
  /** Where an update replaces nothing. */
  change?(properties: Properties, place: Place, id: string): unknown;
  /** What other resources call it. */
  known(properties: Properties, id: string): Made;
}

const DAY_HOURS = 24;
const PATIENCE = { maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.5 };
const text = (value: unknown): string => String(value);

/** The properties of a template are those of the API, but for what is said. */
const input = <T>(properties: Properties, without: readonly string[] = []): T =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !without.includes(name))) as T;

const called =
  (property: string, arn: (name: string) => string = (name) => name): Maker['known'] =>
  (properties) => ({ name: text(properties[property]), arn: arn(text(properties[property])) });

/** The template leaves the name of some to CloudFormation. */
const roleName = ({ RoleName }: Properties, id: string): string => text(RoleName ?? `stack-${id}`);

async function putPolicies(properties: Properties, { client }: Place, id: string): Promise<void> {
  const policies = properties['Policies'] as readonly { PolicyName: string; PolicyDocument: object }[];
  await using(new IAMClient(client), async (iam) => {
    for (const { PolicyName, PolicyDocument } of policies) {
      const about = { RoleName: roleName(properties, id), PolicyName };
      await iam.send(new PutRolePolicyCommand({ ...about, PolicyDocument: JSON.stringify(PolicyDocument) }));
    }
  });
}

const putAlarm: Maker['make'] = (properties, { client }) =>
  using(new CloudWatchClient(client), (cloudwatch) =>
    cloudwatch.send(new PutMetricAlarmCommand(input<PutMetricAlarmCommandInput>(properties))),
  );

const putDashboard: Maker['make'] = ({ DashboardName: name, DashboardBody: body }, { client }) =>
  using(new CloudWatchClient(client), (cloudwatch) =>
    cloudwatch.send(new PutDashboardCommand({ DashboardName: text(name), DashboardBody: text(body) })),
  );

export const MAKERS: Readonly<Record<string, Maker>> = {
  'AWS::S3::Bucket': {
    make: ({ BucketName: name }, { client }) =>
      using(new S3Client({ ...client, forcePathStyle: true }), (s3) =>
        s3.send(new CreateBucketCommand({ Bucket: text(name) })),
      ),
    known: called('BucketName', (name) => `arn:aws:s3:::${name}`),
  },
  // There is no SNS here, and nobody to write to.
  'AWS::SNS::Topic': {
    make: () => undefined,
    known: ({ TopicName: name }) => {
      const arn = arnOf('sns', 'us-east-1', text(name));
      return { name: arn, arn };
    },
  },
  'AWS::Logs::LogGroup': {
    make: ({ LogGroupName: name, RetentionInDays: days }, { client }) =>
      using(new CloudWatchLogsClient(client), async (logs) => {
        await logs.send(new CreateLogGroupCommand({ logGroupName: text(name) }));
        await logs.send(new PutRetentionPolicyCommand({ logGroupName: text(name), retentionInDays: Number(days) }));
      }),
    known: called('LogGroupName'),
  },
  'AWS::Logs::LogStream': {
    make: ({ LogGroupName: group, LogStreamName: name }, { client }) =>
      using(new CloudWatchLogsClient(client), (logs) =>
        logs.send(new CreateLogStreamCommand({ logGroupName: text(group), logStreamName: text(name) })),
      ),
    known: called('LogStreamName'),
  },
  'AWS::IAM::Role': {
    make: async (properties, place, id) => {
      const AssumeRolePolicyDocument = JSON.stringify(properties['AssumeRolePolicyDocument']);
      await using(new IAMClient(place.client), (iam) =>
        iam.send(new CreateRoleCommand({ RoleName: roleName(properties, id), AssumeRolePolicyDocument })),
      );
      await putPolicies(properties, place, id);
    },
    change: putPolicies,
    known: (properties, id) => {
      const name = roleName(properties, id);
      return { name, arn: arnOf('iam', '', `role/${name}`) };
    },
  },
  'AWS::Glue::Database': {
    make: ({ DatabaseInput: database }, { catalog }) => catalog.createDatabase(database as DatabaseInput),
    known: ({ DatabaseInput: database }) => ({ name: (database as DatabaseInput).Name, arn: '' }),
  },
  'AWS::Glue::Table': {
    make: ({ DatabaseName: database, TableInput: table }, { catalog }) =>
      catalog.createTable(text(database), table as TableInput),
    known: ({ TableInput: table }) => ({ name: (table as TableInput).Name, arn: '' }),
  },
  'AWS::Kinesis::Stream': {
    make: (properties, { client }) =>
      using(new KinesisClient(client), async (kinesis) => {
        const about = { StreamName: text(properties['Name']) };
        const { StreamModeDetails } = input<CreateStreamCommandInput>(properties);
        await kinesis.send(new CreateStreamCommand({ ...about, StreamModeDetails }));
        await waitUntilStreamExists({ client: kinesis, ...PATIENCE }, about);
        const RetentionPeriodHours = Number(properties['RetentionPeriodHours']);
        if (RetentionPeriodHours > DAY_HOURS)
          await kinesis.send(new IncreaseStreamRetentionPeriodCommand({ ...about, RetentionPeriodHours }));
      }),
    known: called('Name', (name) => arnOf('kinesis', 'us-east-1', `stream/${name}`)),
  },
  'AWS::KinesisFirehose::DeliveryStream': {
    make: (properties, { client }) =>
      using(new FirehoseClient(client), (firehose) =>
        firehose.send(new CreateDeliveryStreamCommand(input<CreateDeliveryStreamCommandInput>(properties))),
      ),
    known: called('DeliveryStreamName'),
  },
  'AWS::DynamoDB::Table': {
    make: (properties, { client }) =>
      using(new DynamoDBClient(client), async (dynamodb) => {
        const table = input<CreateTableCommandInput>(properties, ['PointInTimeRecoverySpecification', 'Tags']);
        await dynamodb.send(new CreateTableCommand(table));
        await waitUntilTableExists({ client: dynamodb, ...PATIENCE }, { TableName: table.TableName });
      }),
    known: called('TableName'),
  },
  'AWS::SQS::Queue': {
    make: ({ QueueName: name, MessageRetentionPeriod: seconds }, { client }) =>
      using(new SQSClient(client), (sqs) =>
        sqs.send(
          new CreateQueueCommand({ QueueName: text(name), Attributes: { MessageRetentionPeriod: text(seconds) } }),
        ),
      ),
    known: called('QueueName'),
  },
  'AWS::CloudWatch::Alarm': { make: putAlarm, change: putAlarm, known: called('AlarmName') },
  'AWS::CloudWatch::Dashboard': { make: putDashboard, change: putDashboard, known: called('DashboardName') },
};

/** What no service here has a place for. */
export const LEFT_OUT: ReadonlySet<string> = new Set(['AWS::S3::BucketPolicy']);
