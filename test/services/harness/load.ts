/** Puts records into a stream in their order, at a steady pace or as fast as the stream takes them. */
import {
  KinesisClient,
  ListShardsCommand,
  ProvisionedThroughputExceededException,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from './traffic.js';

export interface LoadOptions {
  readonly client: KinesisClient;
  readonly stream: string;
  /** Records a second; without it as fast as possible. */
  readonly rate?: number;
  /** Told of each record that the stream has taken. */
  readonly onSent: (record: StreamRecord) => void;
}

const BATCH = { records: 500, bytes: 4_500_000 };

export async function load(records: Iterable<StreamRecord>, options: LoadOptions): Promise<void> {
  const begin = Date.now();
  let sent = 0;
  for (const batch of batches(records)) {
    await put(batch, options);
    sent += batch.length;
    const due = options.rate === undefined ? 0 : begin + (sent / options.rate) * 1000 - Date.now();
    if (due > 0) await sleep(due);
  }
}

/** One record into every open shard, or into those that are wanted. */
export async function putIntoEveryShard(
  make: (shard: string) => StreamRecord,
  { client, stream, onSent }: LoadOptions,
  wanted: (shard: string) => boolean = () => true,
): Promise<void> {
  for (const { id, hashKey } of await openShards(client, stream)) {
    if (!wanted(id)) continue;
    const record = make(id);
    const entry = { Data: record.data, PartitionKey: record.partitionKey, ExplicitHashKey: hashKey };
    const { FailedRecordCount: failed } = await client.send(
      new PutRecordsCommand({ StreamName: stream, Records: [entry] }),
    );
    if (failed) throw new Error(`the stream refused a record for ${id}`);
    onSent(record);
  }
}

export interface OpenShard {
  readonly id: string;
  /** The first and the last hash key of its range, in decimal. */
  readonly hashKey: string;
  readonly last: string;
}

/** Whether records with this partition key go to the shard. */
export function isFor({ hashKey, last }: OpenShard, partitionKey: string): boolean {
  const hash = BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`);
  return hash >= BigInt(hashKey) && hash <= BigInt(last);
}

export async function openShards(client: KinesisClient, stream: string): Promise<readonly OpenShard[]> {
  const { Shards: shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
  return shards
    .filter(({ SequenceNumberRange: range }) => range?.EndingSequenceNumber === undefined)
    .map(({ ShardId: id = '', HashKeyRange: range }) => ({
      id,
      hashKey: range?.StartingHashKey ?? '0',
      last: range?.EndingHashKey ?? '0',
    }))
    .sort((a, b) => (BigInt(a.hashKey) < BigInt(b.hashKey) ? -1 : 1));
}

/** In order also when the stream does not take all of a batch: the rest goes again before anything else. */
async function put(batch: readonly StreamRecord[], { client, stream, onSent }: LoadOptions): Promise<void> {
  let rest = batch;
  while (rest.length > 0) {
    const entries = rest.map(({ data, partitionKey }) => ({ Data: data, PartitionKey: partitionKey }));
    const { Records: results = [] } = await client
      .send(new PutRecordsCommand({ StreamName: stream, Records: entries }))
      .catch((error: unknown) => {
        // Nothing of a throttled request is stored.
        if (error instanceof ProvisionedThroughputExceededException) return { Records: [] };
        throw error;
      });
    const refused = rest.filter((record, i) => {
      if (results[i]?.SequenceNumber === undefined) return true;
      onSent(record);
      return false;
    });
    if (refused.length > 0) await sleep(50);
    rest = refused;
  }
}

function* batches(records: Iterable<StreamRecord>): Generator<StreamRecord[]> {
  let batch: StreamRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.data.length + record.partitionKey.length;
    if (batch.length === BATCH.records || (batch.length > 0 && bytes + size > BATCH.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
