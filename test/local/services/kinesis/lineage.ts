/** A consumer as a client writes one: from the first shards on, a child only when all its parents are read. */
import { textOf, recordsOf, type InProcess } from './in-process.js';
import type { Fields } from './wire.js';

export interface Seen {
  readonly shard: string;
  readonly key: string;
  readonly text: string;
  readonly sequence: string;
}

export class Consumer {
  readonly seen: Seen[] = [];
  readonly #kinesis: InProcess;
  /** Shard → its next iterator, and the last number read. */
  readonly #reading = new Map<string, { iterator: string; last: string | null }>();
  readonly #finished = new Set<string>();

  private constructor(kinesis: InProcess) {
    this.#kinesis = kinesis;
  }

  static async start(kinesis: InProcess): Promise<Consumer> {
    const consumer = new Consumer(kinesis);
    const { Shards } = await kinesis.ask('ListShards', { StreamName: 's' });
    for (const { ShardId } of Shards as Fields[]) await consumer.#open(String(ShardId), null);
    return consumer;
  }

  /** One GetRecords on each shard. Whether anything happened. */
  async step(limit: number): Promise<boolean> {
    let moved = false;
    for (const [shard, state] of [...this.#reading]) {
      const answer = await this.#kinesis.ask('GetRecords', { ShardIterator: state.iterator, Limit: limit });
      for (const { SequenceNumber, PartitionKey, Data } of recordsOf(answer)) {
        const sequence = String(SequenceNumber);
        this.seen.push({ shard, key: String(PartitionKey), text: textOf(Data), sequence });
        state.last = sequence;
        moved = true;
      }
      const next = answer['NextShardIterator'];
      if (typeof next === 'string') state.iterator = next;
      else {
        await this.#finish(shard, answer['ChildShards'] as Fields[]);
        moved = true;
      }
    }
    return moved;
  }

  /** As after a crash: iterators are lost, the last numbers are kept. */
  async restart(): Promise<void> {
    for (const [shard, { last }] of [...this.#reading]) await this.#open(shard, last);
  }

  async #finish(shard: string, children: readonly Fields[]): Promise<void> {
    this.#reading.delete(shard);
    this.#finished.add(shard);
    for (const { ShardId, ParentShards } of children) {
      const ready = (ParentShards as string[]).every((parent) => this.#finished.has(parent));
      if (ready) await this.#open(String(ShardId), null);
    }
  }

  async #open(shard: string, last: string | null): Promise<void> {
    const from =
      last === null
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: last };
    const { ShardIterator } = await this.#kinesis.ask('GetShardIterator', { StreamName: 's', ShardId: shard, ...from });
    this.#reading.set(shard, { iterator: String(ShardIterator), last });
  }
}
