/** Puts records into a stream in their order, at a steady pace or as fast as the stream takes them. */
import { KinesisClient, ListShardsCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
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

/** One record into every open shard. */
export async function putIntoEveryShard(
  make: (shard: string) => StreamRecord,
  { client, stream, onSent }: LoadOptions,
): Promise<void> {
  for (const { id, hashKey } of await openShards(client, stream)) {
    const record = make(id);
    const entry = { Data: record.data, PartitionKey: record.partitionKey, ExplicitHashKey: hashKey };
    const { FailedRecordCount: failed } = await client.send(
      new PutRecordsCommand({ StreamName: stream, Records: [entry] }),
    );
    if (failed) throw new Error(`the stream refused a record for ${id}`);
    onSent(record);
  }
}

export async function openShards(
  client: KinesisClient,
  stream: string,
): Promise<readonly { readonly id: string; readonly hashKey: string; readonly last: string }[]> {
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
    const { Records: results = [] } = await client.send(
      new PutRecordsCommand({
        StreamName: stream,
        Records: rest.map(({ data, partitionKey }) => ({ Data: data, PartitionKey: partitionKey })),
      }),
    );
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
