/** AWS for tests of the command line: our own services in this process, seen by commands that run in others. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFront } from '../../local/services/front/start-front.js';
import type { LocalService } from '../../local/services/front/service.js';
import { kinesisService, type KinesisService } from '../../local/services/kinesis/kinesis.js';
import { s3Service } from '../../local/services/s3/s3-service.js';
import { sqsService, type SqsService } from '../../local/services/sqs/sqs-service.js';
import { stsService } from '../../local/services/sts/sts.js';

export interface Cloud {
  readonly url: string;
  /** For the environment of commands. */
  readonly env: Readonly<Record<string, string>>;
  readonly sqs: SqsService;
  readonly kinesis: KinesisService;
  send(queue: string, ...texts: string[]): Promise<void>;
  /** Visible, and in flight. */
  count(queue: string): Promise<[number, number]>;
  put(stream: string, ...texts: string[]): Promise<void>;
  /** All texts of the stream's one shard. */
  read(stream: string): Promise<string[]>;
  upload(bucket: string, key: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startCloud(more: readonly LocalService[] = []): Promise<Cloud> {
  const directory = mkdtempSync(join(tmpdir(), 'pipectl-cloud-'));
  const sqs = sqsService();
  const kinesis = kinesisService();
  const front = await startFront([sqs, kinesis, s3Service({ directory }), stsService(), ...more]);
  const to = {
    endpoint: front.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const queues = new SQSClient(to);
  const streams = new KinesisClient(to);
  const buckets = new S3Client({ ...to, forcePathStyle: true });
  const urlOf = async (QueueName: string): Promise<string> =>
    (await queues.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  return {
    url: front.url,
    env: {
      AWS_ENDPOINT_URL: front.url,
      AWS_ACCESS_KEY_ID: 'not-used',
      AWS_SECRET_ACCESS_KEY: 'not-used',
      AWS_REGION: 'us-east-1',
    },
    sqs,
    kinesis,
    send: async (queue, ...texts) => {
      const QueueUrl = await urlOf(queue);
      for (const MessageBody of texts) await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    count: async (queue) => {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const command = new GetQueueAttributesCommand({
        QueueUrl: await urlOf(queue),
        AttributeNames: [...AttributeNames],
      });
      const { Attributes = {} } = await queues.send(command);
      return [Number(Attributes[AttributeNames[0]]), Number(Attributes[AttributeNames[1]])];
    },
    put: async (StreamName, ...texts) => {
      const Records = texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: 'k' }));
      await streams.send(new PutRecordsCommand({ StreamName, Records }));
    },
    read: async (StreamName) => {
      const begin = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand(begin));
      const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      return Records.map(({ Data }) => Buffer.from(Data ?? []).toString('utf8'));
    },
    upload: async (Bucket, Key, Body) => {
      await buckets.send(new CreateBucketCommand({ Bucket })).catch(() => undefined);
      await buckets.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    close: async () => {
      queues.destroy();
      streams.destroy();
      buckets.destroy();
      await front.close();
      rmSync(directory, { recursive: true });
    },
  };
}
