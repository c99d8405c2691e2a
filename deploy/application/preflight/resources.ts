/** Whether the streams, tables, queues and buckets of a pipeline are there, and fit. */
import { DescribeTableCommand, DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import { DescribeDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { DescribeStreamSummaryCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Resource, TableResource } from '../../../compiler/ir/resources.js';
import type { Field } from '../../../compiler/ir/types.js';
import { clientOptions, type AwsAccess } from '../../aws/access.js';
import type { Clients } from '../clients.js';
import { look } from './looking.js';
import { found, joined, NOTHING, type Findings } from './problem.js';

export async function checkResources({ access, s3 }: Clients, resources: readonly Resource[]): Promise<Findings> {
  const clients = openAll(access);
  try {
    return joined(await Promise.all(resources.map((resource) => check(resource, { ...clients, s3 }))));
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

export const checkBucket = (s3: S3Client, bucket: string): Promise<Findings> =>
  look({
    action: 's3:ListBucket',
    resource: `the bucket '${bucket}'`,
    ask: () => s3.send(new HeadBucketCommand({ Bucket: bucket })),
    judge: () => NOTHING,
    missing: { kind: 'bucket missing', bucket },
  });

const openAll = (access: AwsAccess) => ({
  kinesis: new KinesisClient(clientOptions('KINESIS', access)),
  firehose: new FirehoseClient(clientOptions('FIREHOSE', access)),
  dynamodb: new DynamoDBClient(clientOptions('DYNAMODB', access)),
  sqs: new SQSClient(clientOptions('SQS', access)),
});

type Services = ReturnType<typeof openAll> & { readonly s3: S3Client };

function check(resource: Resource, { kinesis, firehose, dynamodb, sqs, s3 }: Services): Promise<Findings> {
  const { name } = resource;
  switch (resource.kind) {
    case 'stream':
      return look({
        action: 'kinesis:DescribeStreamSummary',
        resource: `the stream '${name}'`,
        ask: () =>
          kinesis.send(
            new DescribeStreamSummaryCommand(name.startsWith('arn:') ? { StreamARN: name } : { StreamName: name }),
          ),
        judge: (answer) => ready(`the stream '${name}'`, answer.StreamDescriptionSummary?.StreamStatus),
      });
    case 'delivery-stream':
      return look({
        action: 'firehose:DescribeDeliveryStream',
        resource: `the delivery stream '${name}'`,
        ask: () => firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name.split('/').at(-1) })),
        judge: (answer) =>
          ready(`the delivery stream '${name}'`, answer.DeliveryStreamDescription?.DeliveryStreamStatus),
      });
    case 'table':
      return look({
        action: 'dynamodb:DescribeTable',
        resource: `the table '${name}'`,
        ask: () => dynamodb.send(new DescribeTableCommand({ TableName: name })),
        judge: ({ Table }) => joined([ready(`the table '${name}'`, Table?.TableStatus), sameKey(resource, Table)]),
      });
    case 'queue':
      return look<unknown>({
        action: 'sqs:GetQueueUrl',
        resource: `the queue '${name}'`,
        ask: () =>
          /^https?:/.test(name)
            ? sqs.send(new GetQueueAttributesCommand({ QueueUrl: name, AttributeNames: ['QueueArn'] }))
            : sqs.send(new GetQueueUrlCommand({ QueueName: name.split(':').at(-1) ?? name })),
        judge: () => NOTHING,
      });
    case 'bucket':
      return look({
        action: 's3:ListBucket',
        resource: `the bucket '${name}'`,
        ask: () => s3.send(new HeadBucketCommand({ Bucket: name })),
        judge: () => NOTHING,
      });
    case 'index':
      // The cluster may be in a VPC, and makes an index with the first document.
      return Promise.resolve(NOTHING);
  }
}

/** Being updated is no obstacle; being made or deleted is. */
const ready = (resource: string, status: string | undefined): Findings =>
  status === undefined || ['ACTIVE', 'UPDATING'].includes(status)
    ? NOTHING
    : found({ kind: 'resource not ready', resource, status });

/** A key that is another one would make DynamoDB refuse every row. */
function sameKey({ name, partitionKey, sortKey }: TableResource, table: TableDescription | undefined): Findings {
  const expected = [partitionKey, ...(sortKey ? [sortKey] : [])].map(
    (field) => `${field.name} ${attributeType(field)}`,
  );
  const typeOf = (attribute: string | undefined): string =>
    table?.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === attribute)?.AttributeType ?? '?';
  const actual = [...(table?.KeySchema ?? [])]
    .sort((a) => (a.KeyType === 'HASH' ? -1 : 1))
    .map(({ AttributeName = '' }) => `${AttributeName} ${typeOf(AttributeName)}`);
  if (table === undefined || expected.join() === actual.join()) return NOTHING;
  return found({ kind: 'table key differs', table: name, expected: expected.join(', '), actual: actual.join(', ') });
}

/** As our sink writes a key column: a `Date` as text. */
function attributeType({ type: { kind } }: Field): 'S' | 'N' | 'B' {
  if (kind === 'bytes') return 'B';
  return kind === 'number' || kind === 'int' || kind === 'bigint' ? 'N' : 'S';
}
