/** What can be made to go wrong, from outside: chaos runs and tests in the same process call these methods. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';
import { Gate } from '../front/gate.js';

export interface KinesisFaults {
  /** For so long every request is refused as too fast. */
  throttle(ms: number): void;
  /** The next so many PutRecord and PutRecords end with InternalFailureException (500), nothing of them stored. */
  failPuts(count: number): void;
  /** The next so many GetRecords end with InternalFailureException (500). */
  failGets(count: number): void;
  /** Every PutRecords refuses this share of its entries, 0 to 1, chosen by the seed. 0 ends it. */
  failEntries(share: number, seed: number): void;
  /** All iterators given so far are too old from now on. */
  expireIterators(): void;
  /** AccessDeniedException for an operation: `PutRecords`. */
  deny(operation: string): void;
  allow(operation: string): void;
  /** Every request waits so long before it is looked at. 0 ends it. */
  delay(ms: number): void;
  /** Every request waits for `resume`: the service hangs. */
  pause(): void;
  resume(): void;
  /** The limits of a shard: 1 MB and 1,000 records a second in, 2 MB and 5 reads a second out. Off at first. */
  enforceLimits(on: boolean): void;
  /** Back to a service without faults. Iterators that were expired stay so, and limits as they are. */
  clear(): void;
}

const READS_AND_WRITES = new Set(['PutRecord', 'PutRecords', 'GetRecords', 'GetShardIterator']);

export class FaultPlan implements KinesisFaults {
  readonly #now: () => number;
  readonly #closed = new AbortController();
  readonly #denied = new Set<string>();
  #throttledUntil = 0;
  #failingPuts = 0;
  #failingGets = 0;
  #failingShare = 0;
  #random: () => number = () => 1;
  #generation = 0;
  #delayMs = 0;
  readonly #gate = new Gate();
  #limited: boolean;

  constructor(now: () => number, limited: boolean) {
    this.#now = now;
    this.#limited = limited;
  }

  /** Iterators of an older generation are expired. */
  get generation(): number {
    return this.#generation;
  }

  get limited(): boolean {
    return this.#limited;
  }

  throttle(ms: number): void {
    this.#throttledUntil = this.#now() + ms;
  }

  failPuts(count: number): void {
    this.#failingPuts = count;
  }

  failGets(count: number): void {
    this.#failingGets = count;
  }

  failEntries(share: number, seed: number): void {
    this.#failingShare = share;
    this.#random = randomFrom(seed);
  }

  expireIterators(): void {
    this.#generation++;
  }

  deny(operation: string): void {
    this.#denied.add(operation);
  }

  allow(operation: string): void {
    this.#denied.delete(operation);
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  pause(): void {
    this.#gate.shut();
  }

  resume(): void {
    this.#gate.open();
  }

  enforceLimits(on: boolean): void {
    this.#limited = on;
  }

  clear(): void {
    this.#denied.clear();
    this.#throttledUntil = this.#failingPuts = this.#failingGets = this.#failingShare = this.#delayMs = 0;
    this.resume();
  }

  /** Before an operation runs. */
  async meet(operation: string, resource: string): Promise<void> {
    await this.#gate.passed();
    if (this.#delayMs > 0)
      await sleep(this.#delayMs, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    if (this.#denied.has(operation)) throw denied(operation, resource);
    if (this.#now() < this.#throttledUntil) throw throttled(operation);
    const fails = operation.startsWith('PutRecord')
      ? this.#failingPuts > 0 && this.#failingPuts--
      : operation === 'GetRecords' && this.#failingGets > 0 && this.#failingGets--;
    if (fails) throw new AwsError('InternalFailureException', 'Internal service failure.', 500);
  }

  /** Whether the next entry of a PutRecords is one of those that fail. */
  failsEntry(): boolean {
    return this.#failingShare > 0 && this.#random() < this.#failingShare;
  }

  /** Lets go of requests that wait. */
  close(): void {
    this.#closed.abort();
    this.resume();
  }
}

function denied(operation: string, resource: string): AwsError {
  const action = `kinesis:${operation}`;
  return new AwsError(
    'AccessDeniedException',
    `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: ${action} on resource: ${resource} ` +
      `because no identity-based policy allows the ${action} action`,
  );
}

const throttled = (operation: string): AwsError =>
  READS_AND_WRITES.has(operation)
    ? new AwsError('ProvisionedThroughputExceededException', 'Rate exceeded for all shards: the service throttles.')
    : new AwsError('LimitExceededException', 'Rate exceeded: the service throttles.');

/** Numbers from 0 to below 1 that are the same for the same seed (the generator known as mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
