/** Refused rows reach the sink that refused them, in the form in which the connector would have written them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  CreateTableCommand,
  DynamoDBClient,
  ScanCommand,
  waitUntilTableExists,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { compile } from '../../../compiler/compile.js';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { resourcesOf } from '../../../compiler/ir/resources.js';
import { destinationOf } from '../../../deploy/dead-letters/destination.js';
import { senderOf } from '../../../deploy/dead-letters/send/sender-of.js';
import type { Sent } from '../../../deploy/dead-letters/send/sender.js';
import { dynamoDbService } from '../../../local/services/dynamodb/dynamodb.js';
import { callOperation } from '../../../local/services/front/operations.js';
import type { LocalService } from '../../../local/services/front/service.js';
import { startFront, type Front } from '../../../local/services/front/start-front.js';
import { kinesisService } from '../../../local/services/kinesis/kinesis.js';
import { idOf, letter } from './letters.js';

const PIPELINE = `
import { dynamodb, firehose, kinesis, kinesisStream, opensearch, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  views: bigint;
  share: number;
  flags: boolean[];
  labels: Record<string, string>;
  device: { kind: string; size?: number };
  picture: Uint8Array;
  note?: string;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (p) => p.at, outOfOrder: seconds(5) });

export default pipeline('plays', [
  plays.to(firehose({ deliveryStream: 'raw' })),
  plays.to(dynamodb({ table: 'newest', partitionKey: 'userId', onlyIfNewer: 'at' })),
  plays.to(dynamodb({ table: 'nulls', partitionKey: 'userId', nulls: 'write' })),
  plays.to(opensearch({ index: 'live', id: (p) => p.userId })),
  plays.to(opensearch({ index: 'log' })),
  plays.to(kinesisStream({ stream: 'copy', partitionKey: (p) => p.userId })),
]);
`;

const ROW =
  '{"userId":"u1","views":9007199254740993,"share":0.1,"flags":[true,null],"labels":{"a":"b\\u00e9"},"device":{"kind":"tv","size":null},"picture":"AQID","note":null,"at":"2026-01-31T12:00:00.000Z"}';

interface Bulk {
  readonly path: string;
  readonly lines: readonly string[];
}

const lines: string[] = [];
const bulks: Bulk[] = [];
let answerItem = (action: string): object => ({ [action]: { status: 201 } });
let bundle: Bundle;
let front: Front;
let search: Server;
let opensearch: string;
let dynamo: DynamoDBClient;
let streams: KinesisClient;

const firehoseService: LocalService = {
  name: 'firehose',
  protocol: 'json',
  handle: (request) =>
    callOperation(
      {
        PutRecordBatch: ({ Records }) => {
          const data = (Records as { Data: string }[]).map(({ Data }) => Buffer.from(Data, 'base64').toString('utf8'));
          lines.push(...data);
          return { FailedPutCount: 0, RequestResponses: data.map((_, at) => ({ RecordId: String(at) })) };
        },
      },
      request,
    ),
  close: async () => undefined,
};

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-sinks-'));
  writeFileSync(join(folder, 'pipeline.ts'), PIPELINE);
  const { value, diagnostics } = await compile({ entry: join(folder, 'pipeline.ts'), planner: null });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  bundle = value.bundle;
  const kinesis = kinesisService();
  kinesis.addStream('copy', { shards: 1 });
  front = await startFront([kinesis, dynamoDbService(), firehoseService]);
  const to = { endpoint: front.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  dynamo = new DynamoDBClient(to);
  streams = new KinesisClient(to);
  for (const TableName of ['newest', 'nulls']) {
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 20, minDelay: 0.02 }, { TableName });
  }
  search = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const all = body.trimEnd().split('\n');
      bulks.push({ path: request.url ?? '', lines: all });
      const actions = all.map((line) => Object.keys(JSON.parse(line) as object)).filter((keys) => keys.length === 1);
      response.end(JSON.stringify({ items: actions.map(([action = '']) => answerItem(action)) }));
    });
  });
  await new Promise<void>((resolve) => search.listen(0, '127.0.0.1', resolve));
  opensearch = `http://127.0.0.1:${(search.address() as AddressInfo).port}`;
});
afterAll(async () => {
  dynamo.destroy();
  streams.destroy();
  search.close();
  await front.close();
});

/** Sends the records as letters that this output refused. */
async function send(stage: string, ...records: string[]): Promise<readonly Sent[]> {
  const ways = { bundle, resources: resourcesOf(bundle), names: {}, file: null, opensearch };
  const to = destinationOf(letter(1, { reason: 'rejected', stage }), ways);
  if (to.kind === 'nowhere') throw new Error(to.why);
  const sender = await senderOf(to, { access: { region: 'us-east-1', endpoint: front.url }, opensearch });
  try {
    return await sender.send(records.map((record, at) => ({ id: idOf(at), bytes: Buffer.from(record) })));
  } finally {
    await sender.close();
  }
}

const items = async (TableName: string): Promise<Record<string, AttributeValue>[]> =>
  (await dynamo.send(new ScanCommand({ TableName }))).Items ?? [];

test('firehose: the row as it is, on a line of its own', async () => {
  expect(await send('raw', ROW)).toEqual([{ state: 'sent' }]);
  expect(lines).toEqual([`${ROW}\n`]);
});

test('dynamodb: each column in its own type, all digits of a bigint, nothing for null', async () => {
  expect(await send('newest', ROW)).toEqual([{ state: 'sent' }]);
  expect(await items('newest')).toEqual([
    {
      userId: { S: 'u1' },
      views: { N: '9007199254740993' },
      share: { N: '0.1' },
      flags: { L: [{ BOOL: true }, { NULL: true }] },
      labels: { M: { a: { S: 'bé' } } },
      device: { M: { kind: { S: 'tv' } } },
      picture: { B: new Uint8Array([1, 2, 3]) },
      at: { S: '2026-01-31T12:00:00.000Z' },
    },
  ]);
});

test('dynamodb: an older row does not replace a newer one, and a deletion deletes', async () => {
  const older = ROW.replace('12:00', '11:00').replace('"tv"', '"old"');
  const newer = ROW.replace('12:00', '13:00').replace('"tv"', '"new"');
  expect(await send('newest', newer, older)).toEqual([{ state: 'sent' }, { state: 'sent' }]);
  expect(await items('newest')).toMatchObject([{ device: { M: { kind: { S: 'new' } } } }]);
  await send('newest', newer.replace('{', '{"$op":"-D",'));
  expect(await items('newest')).toEqual([]);
});

test("dynamodb: with nulls: 'write' they are there", async () => {
  await send('nulls', ROW);
  expect(await items('nulls')).toMatchObject([{ note: { NULL: true }, device: { M: { size: { NULL: true } } } }]);
});

test('dynamodb: what is refused says why, one by one', async () => {
  const sent = await send(
    'newest',
    ROW.replace('"u1"', '""'),
    ROW.replace('0.1', '"x"'),
    'no row',
    ROW.replace('"u1"', '"u2"'),
  );
  expect(sent).toMatchObject([
    { state: 'failed', code: 'ValidationException' },
    { state: 'failed', code: 'NotARow', message: "'share': expected a number" },
    { state: 'failed', code: 'NotARow' },
    { state: 'sent' },
  ]);
});

test("opensearch: under the document's own id, without the hidden columns", async () => {
  bulks.length = 0;
  expect(await send('live', ROW.replace('{', '{"$id":"u\\"1",'))).toEqual([{ state: 'sent' }]);
  expect(bulks).toEqual([{ path: '/live/_bulk', lines: ['{"index":{"_id":"u\\"1"}}', ROW] }]);
});

test('opensearch: deletions, new documents, and rows without an id', async () => {
  bulks.length = 0;
  const deletion = ROW.replace('{', '{"$id":"u1","$op":"-D",');
  expect(await send('live', deletion, ROW)).toMatchObject([{ state: 'sent' }, { state: 'failed', code: 'NoId' }]);
  expect(await send('log', ROW)).toEqual([{ state: 'sent' }]);
  expect(bulks.map((bulk) => bulk.lines)).toEqual([
    ['{"delete":{"_id":"u1"}}'],
    [`{"create":{"_id":"${idOf(0)}"}}`, ROW],
  ]);
});

test('opensearch: a document that is there is done, a busy index is asked again, a refusal says why', async () => {
  const answers = [
    { create: { status: 409, error: { type: 'version_conflict_engine_exception' } } },
    { create: { status: 429, error: { type: 'rejected_execution_exception' } } },
    { create: { status: 400, error: { type: 'mapper_parsing_exception', reason: 'no' } } },
    { create: { status: 201 } },
  ];
  answerItem = () => answers.shift() ?? { create: { status: 500 } };
  expect(await send('log', ROW, ROW, ROW)).toEqual([
    { state: 'sent' },
    { state: 'sent' },
    { state: 'failed', code: 'mapper_parsing_exception', message: 'no' },
  ]);
});

test('kinesis: under its partition key, which is no part of the record', async () => {
  const keyed = ROW.replace('{', '{"$partitionKey":"u1",');
  expect(await send('copy', keyed, ROW)).toMatchObject([
    { state: 'sent' },
    { state: 'failed', code: 'NoPartitionKey' },
  ]);
  const begin = { StreamName: 'copy', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(begin));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records.map(({ Data, PartitionKey }) => [PartitionKey, Buffer.from(Data ?? []).toString('utf8')])).toEqual([
    ['u1', ROW],
  ]);
});

test('a stage that is gone, and late letters without a file, have nowhere to go', () => {
  const ways = { bundle, resources: resourcesOf(bundle), names: {}, file: null, opensearch: null };
  const to = (reason: 'late' | 'invalid' | 'rejected', stage: string): unknown =>
    destinationOf(letter(1, { reason, stage }), ways);
  expect(to('invalid', 'gone')).toEqual({ kind: 'nowhere', why: "the pipeline has no source 'gone' any more" });
  expect(to('rejected', 'plays')).toEqual({ kind: 'nowhere', why: "the pipeline has no output 'plays' any more" });
  expect(to('late', 'plays')).toMatchObject({ kind: 'nowhere' });
  expect(to('rejected', 'live')).toEqual({ kind: 'nowhere', why: "nothing says where the index 'live' is" });
});
