/** A shard: its part of the hash keys, its records, and what it came from. */
import { hashKeyFrom, type HashKey, type HashRange } from './hash-key.js';
import { RecordLog } from './record-log.js';
import { lastSequenceNumber, sequenceNumber, sequencePrefix } from './sequence-number.js';

export interface ShardOrigin {
  readonly number: number;
  readonly range: HashRange;
  readonly created: number;
  /** Greater than its parents', and the first part of its sequence numbers, so these are greater too. */
  readonly epoch: number;
  /** None, the one that was split, or the two that were merged. */
  readonly parents: readonly string[];
}

export class Shard {
  readonly id: string;
  readonly number: number;
  readonly range: HashRange;
  readonly created: number;
  readonly epoch: number;
  readonly parents: readonly string[];
  readonly startKey: HashKey;
  readonly log = new RecordLog();
  readonly #prefix: string;
  #closed: number | null = null;
  #latest: number;

  constructor({ number, range, created, epoch, parents }: ShardOrigin) {
    this.id = shardId(number);
    this.number = number;
    this.range = range;
    this.created = created;
    this.epoch = epoch;
    this.parents = parents;
    this.startKey = hashKeyFrom(range.start);
    this.#prefix = sequencePrefix(epoch, number);
    this.#latest = created;
  }

  get closed(): number | null {
    return this.#closed;
  }

  close(time: number): void {
    this.#closed = time;
  }

  /** Gives the record's sequence number. Arrival times never go back, whatever the clock does. */
  append(partitionKey: string, data: Uint8Array, now: number): string {
    this.#latest = Math.max(this.#latest, now);
    return this.sequenceOf(this.log.append(partitionKey, data, this.#latest));
  }

  sequenceOf(counter: number): string {
    return sequenceNumber(this.#prefix, counter);
  }

  describe(): object {
    const [parent, adjacent] = this.parents;
    return {
      ShardId: this.id,
      ...(parent === undefined ? {} : { ParentShardId: parent }),
      ...(adjacent === undefined ? {} : { AdjacentParentShardId: adjacent }),
      HashKeyRange: describeRange(this.range),
      SequenceNumberRange: {
        StartingSequenceNumber: this.sequenceOf(0),
        ...(this.#closed === null ? {} : { EndingSequenceNumber: lastSequenceNumber(this.#prefix) }),
      },
    };
  }
}

export const describeRange = ({ start, end }: HashRange): object => ({
  StartingHashKey: start.toString(),
  EndingHashKey: end.toString(),
});

export const shardId = (number: number): string => `shardId-${String(number).padStart(12, '0')}`;

/** AWS takes any text that ends in the number: `shardId-000000000002`, `shard-2`, `2`. Null for another. */
export function shardNumber(text: string): number | null {
  const digits = /^(?:[^-]*-)?(\d{1,12})$/.exec(text)?.[1];
  const number = Number(digits);
  return digits !== undefined && number <= 0x7fffffff ? number : null;
}
