/**
 * How many records a second the local Kinesis takes and gives, by AWS's client and, as the server's own ceiling, by requests made
 * beforehand whose answers nobody reads. So a slow end-to-end run can be told from a slow Kinesis.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Kinesis } from '@aws-sdk/client-kinesis';
import { answerOf, residentBytes, start as startChild } from './child.js';
import { awsHeaders, inFlight, post as postTo } from './raw-requests.js';
import { median, spreadOf, type Figure } from './statistics.js';

const SHARDS = 4;
const BATCH = 500;
const PAGE = 10_000;
const RECORD_BYTES = 200;
const KEYS = 5_000;
const AIM = 'at least 100,000';
const REGION = 'us-east-1';

interface Options {
  readonly folder: string;
  readonly records: number;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

interface Server {
  readonly port: number;
  readonly client: Kinesis;
}

type Way = 'AWS SDK' | 'ceiling';
type Direction = 'in' | 'out';

export async function kinesisServer({ folder, records, rounds, log }: Options): Promise<Figure[]> {
  const child = startChild(join(folder, 'kinesis-server-process.js'));
  try {
    const port = Number((await answerOf(child))['port']);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new Kinesis({ endpoint: `http://127.0.0.1:${port}`, region: REGION, credentials });
    const server: Server = { port, client };
    const rates = new Map<string, number[]>();
    let rss = 0;
    // The first round warms both sides up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const way of ['AWS SDK', 'ceiling'] as const) {
        const StreamName = `bench-${round}-${way.replace(' ', '-')}`;
        await client.createStream({ StreamName, ShardCount: SHARDS });
        for (const direction of ['in', 'out'] as const) {
          const rate = await measured(server, { way, direction, stream: StreamName, records });
          log(`round ${round}, ${direction} by ${way}: ${Math.round(rate)} records/s`);
          if (round > 0) rates.set(nameOf(way, direction), [...(rates.get(nameOf(way, direction)) ?? []), rate]);
        }
        if (rss === 0) rss = await residentBytes(child);
        await client.deleteStream({ StreamName });
      }
    }
    client.destroy();
    return [
      ...figures(rates),
      { name: `memory with ${records} records`, value: rss / 1024 ** 2, unit: 'MiB', aim: 'under 600' },
    ];
  } finally {
    child.disconnect();
  }
}

const nameOf = (way: Way, direction: Direction): string => `${direction}, ${way}`;

const figures = (rates: ReadonlyMap<string, readonly number[]>): Figure[] =>
  [...rates].map(([name, values]) => ({
    ...{ name, value: median(values), unit: 'records/s', spread: spreadOf(values) },
    ...(name.endsWith('SDK') ? { aim: AIM } : {}),
  }));

interface Run {
  readonly way: Way;
  readonly direction: Direction;
  readonly stream: string;
  readonly records: number;
}

async function measured({ client, port }: Server, { way, direction, stream, records }: Run): Promise<number> {
  const start = performance.now();
  if (direction === 'in') {
    const batches = Math.ceil(records / BATCH);
    const send = way === 'AWS SDK' ? putter(client, stream) : rawPutter(port, stream);
    await inFlight(batches, send);
  } else {
    const read = way === 'AWS SDK' ? readShard : readShardRaw;
    const counts = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) => read({ client, port }, stream, `shardId-00000000000${shard}`)),
    );
    const found = counts.reduce((sum, count) => sum + count, 0);
    const expected = Math.ceil(records / BATCH) * BATCH;
    if (found !== expected) throw new Error(`${found} records were read, ${expected} put`);
  }
  return (records / (performance.now() - start)) * 1000;
}

const DATA = Buffer.alloc(RECORD_BYTES, 'x');
const keyOf = (index: number): string => `user-${index % KEYS}`;

const putter = (client: Kinesis, StreamName: string) => async (batch: number) => {
  const Records = Array.from({ length: BATCH }, (_, index) => ({
    PartitionKey: keyOf(batch * BATCH + index),
    Data: DATA,
  }));
  const { FailedRecordCount } = await client.putRecords({ StreamName, Records });
  if (FailedRecordCount !== 0) throw new Error(`${FailedRecordCount} records failed`);
};

function rawPutter(port: number, StreamName: string): (batch: number) => Promise<void> {
  const Data = DATA.toString('base64');
  const bodies = Array.from({ length: KEYS / BATCH }, (_, body) => {
    const Records = Array.from({ length: BATCH }, (__, index) => ({ PartitionKey: keyOf(body * BATCH + index), Data }));
    return Buffer.from(JSON.stringify({ StreamName, Records }));
  });
  return async (batch) => void (await post(port, 'PutRecords', bodies[batch % bodies.length] ?? Buffer.alloc(0)));
}

interface Reader {
  readonly client: Kinesis;
  readonly port: number;
}

async function readShard({ client }: Reader, StreamName: string, ShardId: string): Promise<number> {
  let { ShardIterator } = await client.getShardIterator({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  for (let count = 0; ;) {
    const { Records = [], NextShardIterator } = await client.getRecords({ ShardIterator, Limit: PAGE });
    if (Records.length === 0) return count;
    count += Records.length;
    ShardIterator = NextShardIterator;
  }
}

async function readShardRaw({ port }: Reader, StreamName: string, ShardId: string): Promise<number> {
  const start = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
  let answer = await post(port, 'GetShardIterator', Buffer.from(JSON.stringify(start)));
  for (let count = 0; ;) {
    // The iterator is the last member; the records are only counted, by a text that none of them holds.
    const iterator = /Iterator":"([^"]+)"\}$/.exec(answer.subarray(-600).toString('latin1'))?.[1];
    answer = await post(port, 'GetRecords', Buffer.from(JSON.stringify({ ShardIterator: iterator, Limit: PAGE })));
    const found = occurrences(answer, Buffer.from('"SequenceNumber"'));
    if (found === 0) return count;
    count += found;
  }
}

function occurrences(text: Buffer, part: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

const post = (port: number, operation: string, body: Buffer): Promise<Buffer> =>
  postTo(`http://127.0.0.1:${port}`, awsHeaders('kinesis', `Kinesis_20131202.${operation}`), body);
