/** A stream: its shards open and closed, and the change it is going through. Changes are done when their time has come. */
import { AwsError } from '../front/aws-error.js';
import { ACCOUNT, arnOf } from '../front/account.js';
import { equalRanges, type HashKey, type HashRange } from './hash-key.js';
import { reshard } from './resharding.js';
import { Shard } from './shard.js';

export type StreamStatus = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';
export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

export interface StreamOrigin {
  /** Unlike the name, never used again: an iterator of a deleted stream is not one of its namesake. */
  readonly id: number;
  readonly name: string;
  readonly region: string;
  readonly mode: StreamMode;
  readonly shards: number;
  readonly created: number;
  /** When it becomes ACTIVE. */
  readonly ready: number;
  readonly maxRecordKiB: number;
  readonly tags: Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;

interface Change {
  readonly at: number;
  readonly apply: (time: number) => void;
}

export class Stream {
  readonly id: number;
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly created: number;
  readonly tags: Map<string, string>;
  readonly maxRecordKiB: number;
  mode: StreamMode;
  retentionHours = 24;
  status: StreamStatus = 'CREATING';
  /** By number, so also by age. */
  shards: Shard[] = [];
  #open: Shard[] = [];
  #numbers = 0;
  #change: Change | null = null;

  constructor({ id, name, region, mode, shards, created, ready, maxRecordKiB, tags }: StreamOrigin) {
    this.id = id;
    this.name = name;
    this.region = region;
    this.arn = arnOf('kinesis', region, `stream/${name}`);
    this.mode = mode;
    this.created = created;
    this.maxRecordKiB = maxRecordKiB;
    this.tags = new Map(Object.entries(tags));
    this.begin('CREATING', ready, () => {
      for (const range of equalRanges(shards)) this.#add(range, created, []);
    });
  }

  /** In the order of their ranges. */
  get open(): readonly Shard[] {
    return this.#open;
  }

  /** Does `apply` at the time `at`, and until then is in the status. */
  begin(status: StreamStatus, at: number, apply: (time: number) => void): void {
    this.status = status;
    this.#change = { at, apply };
  }

  /** Every request begins with this: what has become due is done, what has become too old is forgotten. */
  settle(now: number): void {
    const change = this.#change;
    if (change && change.at <= now) {
      this.#change = null;
      if (this.status !== 'DELETING') this.status = 'ACTIVE';
      change.apply(change.at);
    }
    const horizon = this.horizon(now);
    for (const shard of this.shards) shard.log.trim(horizon);
    if (this.shards.some((shard) => isExpired(shard, horizon))) {
      this.shards = this.shards.filter((shard) => !isExpired(shard, horizon));
    }
  }

  /** Records that came before are gone. */
  horizon(now: number): number {
    return now - this.retentionHours * HOUR_MS;
  }

  shardFor(key: HashKey): Shard {
    let [low, high] = [0, this.#open.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#open[middle]?.startKey ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    const found = this.#open[low];
    if (!found) throw new Error(`The stream '${this.name}' has no open shard.`);
    return found;
  }

  shard(number: number): Shard | undefined {
    return this.shards.find((shard) => shard.number === number);
  }

  childrenOf({ id }: Shard): Shard[] {
    return this.shards.filter(({ parents }) => parents.includes(id));
  }

  split(shard: Shard, at: bigint, time: number): readonly [Shard, Shard] {
    this.#close(shard, time);
    const { start, end } = shard.range;
    const left = this.#add({ start, end: at - 1n }, time, [shard]);
    return [left, this.#add({ start: at, end }, time, [shard])];
  }

  merge(left: Shard, right: Shard, time: number): Shard {
    this.#close(left, time);
    this.#close(right, time);
    return this.#add({ start: left.range.start, end: right.range.end }, time, [left, right]);
  }

  scaleTo(count: number, time: number): void {
    reshard(this.#open.slice(), equalRanges(count), {
      rangeOf: ({ range }) => range,
      split: (shard, at) => this.split(shard, at, time),
      merge: (left, right) => this.merge(left, right, time),
    });
  }

  #close(shard: Shard, time: number): void {
    shard.close(time);
    this.#open = this.#open.filter((each) => each !== shard);
  }

  #add(range: HashRange, time: number, parents: readonly Shard[]): Shard {
    const epoch = Math.max(time, ...parents.map((parent) => parent.epoch + 1));
    const ids = parents.map(({ id }) => id);
    const shard = new Shard({ number: this.#numbers++, range, created: time, epoch, parents: ids });
    this.shards.push(shard);
    this.#open = [...this.#open, shard].sort((a, b) => (a.range.start < b.range.start ? -1 : 1));
    return shard;
  }

  requireActive(): void {
    if (this.status === 'ACTIVE') return;
    const state = `not ACTIVE, instead in state ${this.status}.`;
    throw new AwsError('ResourceInUseException', `Stream ${this.name} under account ${ACCOUNT} ${state}`);
  }
}

/** A closed shard is kept for as long as it could hold a record. */
const isExpired = ({ closed, log }: Shard, horizon: number): boolean =>
  closed !== null && closed < horizon && log.first === log.next;
