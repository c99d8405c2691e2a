/** Puts records into a stream of the local Kinesis, in order, as many at a time as one request may hold. */
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { setTimeout as sleep } from 'node:timers/promises';
import { localClient } from '../services/create/clients.js';

export interface FedRecord {
  readonly data: Uint8Array;
  /** Records of one key keep their order; by default they are spread. */
  readonly key?: string;
}

const MOST_RECORDS = 500;
const MOST_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 100;

export class StreamWriter {
  private readonly client: KinesisClient;
  private count = 0;

  constructor(
    endpoint: string,
    region: string,
    private readonly stream: string,
  ) {
    this.client = new KinesisClient(localClient(endpoint, region));
  }

  /** Records that the stream has taken. */
  get written(): number {
    return this.count;
  }

  async put(records: readonly FedRecord[], signal?: AbortSignal): Promise<void> {
    let batch: FedRecord[] = [];
    let bytes = 0;
    for (const record of records) {
      const size = record.data.byteLength + (record.key?.length ?? 0);
      if (batch.length === MOST_RECORDS || bytes + size > MOST_BYTES) {
        await this.putBatch(batch, signal);
        [batch, bytes] = [[], 0];
      }
      batch.push(record);
      bytes += size;
    }
    if (batch.length > 0) await this.putBatch(batch, signal);
  }

  close(): void {
    this.client.destroy();
  }

  /** Those that were throttled go again, and nothing overtakes them. */
  private async putBatch(records: readonly FedRecord[], signal?: AbortSignal): Promise<void> {
    let waiting = records.map(({ data, key }, index) => ({
      Data: data,
      PartitionKey: key ?? String(this.count + index),
    }));
    while (waiting.length > 0) {
      signal?.throwIfAborted();
      const command = new PutRecordsCommand({ StreamName: this.stream, Records: waiting });
      const { Records: results = [] } = await this.client.send(command, signal && { abortSignal: signal });
      const left = waiting.filter((_, index) => results[index]?.ErrorCode !== undefined);
      this.count += waiting.length - left.length;
      if (left.length > 0) await sleep(RETRY_MS, undefined, signal && { signal });
      waiting = left;
    }
  }
}
