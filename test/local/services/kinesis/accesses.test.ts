/** Which stream the role of a caller must allow, where a request does not name it: that of its iterator or token. */
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { iamService, type LocalIam } from '../../../../local/services/iam/iam-service.js';
import { kinesisService } from '../../../../local/services/kinesis/kinesis.js';

const arnOf = (stream: string): string => `arn:aws:kinesis:us-east-1:000000000000:stream/${stream}`;
const trust = { Effect: 'Allow', Principal: { Service: 'kinesisanalytics.amazonaws.com' }, Action: 'sts:AssumeRole' };
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const kinesis = kinesisService();
let iam: LocalIam;
let front: Front;
const clients: KinesisClient[] = [];

beforeAll(async () => {
  iam = iamService();
  for (const stream of ['plays', 'users']) kinesis.addStream(stream, { shards: 3 });
  front = await startFront([iam, kinesis], { authority: iam.authority });
  const client = new IAMClient({ endpoint: front.url, region: 'us-east-1', credentials });
  for (const stream of ['plays', 'users']) {
    const AssumeRolePolicyDocument = JSON.stringify({ Statement: [trust] });
    await client.send(new CreateRoleCommand({ RoleName: stream, AssumeRolePolicyDocument }));
    const Action = ['kinesis:ListShards', 'kinesis:GetShardIterator', 'kinesis:GetRecords'];
    const PolicyDocument = JSON.stringify({ Statement: { Effect: 'Allow', Action, Resource: arnOf(stream) } });
    await client.send(new PutRolePolicyCommand({ RoleName: stream, PolicyName: 'read', PolicyDocument }));
  }
  client.destroy();
  iam.enforce(true);
});
beforeEach(() => kinesis.faults.clear());
afterAll(async () => {
  for (const client of clients) client.destroy();
  await front.close();
});

/** A client with the credentials of the role that may read the stream. */
function as(stream: string): KinesisClient {
  const session = iam.session(`arn:aws:iam::000000000000:role/${stream}`);
  const options = { endpoint: front.url, region: 'us-east-1', credentials: session, maxAttempts: 1 };
  const client = new KinesisClient(options);
  clients.push(client);
  return client;
}

const anIterator = async (client: KinesisClient): Promise<string | undefined> => {
  const first = { ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' as const };
  return (await client.send(new GetShardIteratorCommand({ StreamName: 'plays', ...first }))).ShardIterator;
};

test('a page of shards is of the stream that the page before it was of', async () => {
  const { NextToken } = await as('plays').send(new ListShardsCommand({ StreamName: 'plays', MaxResults: 2 }));
  const { Shards: rest } = await as('plays').send(new ListShardsCommand({ NextToken }));
  expect(rest).toHaveLength(1);
  await expect(as('users').send(new ListShardsCommand({ NextToken }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`kinesis:ListShards on resource: ${arnOf('plays')}`),
  });
  expect(iam.used('arn:aws:iam::000000000000:role/plays')).toEqual([
    { action: 'kinesis:ListShards', resource: arnOf('plays'), allowed: true, times: 2 },
  ]);
});

test('an iterator is of its stream, and one that is too old is that and nothing else', async () => {
  const ShardIterator = await anIterator(as('plays'));
  await expect(as('users').send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  kinesis.faults.expireIterators();
  await expect(as('plays').send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
  await expect(as('users').send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('what is no iterator or token is refused as that', async () => {
  await expect(as('plays').send(new GetRecordsCommand({ ShardIterator: 'AAAA' }))).rejects.toMatchObject({
    name: 'InvalidArgumentException',
  });
  await expect(as('plays').send(new ListShardsCommand({ NextToken: 'AAAA' }))).rejects.toMatchObject({
    name: 'InvalidArgumentException',
  });
});

test('what is about no stream needs the right to all', async () => {
  for (const NextToken of [undefined, 'AAAA']) {
    await expect(as('plays').send(new ListStreamsCommand({ NextToken }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  }
});
