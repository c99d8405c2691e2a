/** Switches that make the control plane behave as AWS's does on a bad day. For tests, in process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../services/front/aws-error.js';
import { Gate } from '../services/front/gate.js';

export class MsfFaults {
  #throttled = 0;
  #expired = 0;
  readonly #failing = new Map<string, { times: number; reason: string }>();
  readonly #dropped = new Map<string, number>();
  readonly #gates = new Map<string, Gate>();
  #slowMs = 0;
  #slowed = new AbortController();
  #snapshotFailures = 0;
  readonly #first = new Map<string, () => Promise<unknown>>();

  /** The next so many requests come too fast. */
  throttle(requests: number): void {
    this.#throttled = requests;
  }

  /** The next so many requests carry credentials that have expired. */
  expireCredentials(requests: number): void {
    this.#expired = requests;
  }

  /** The next so many operations of this name (`UpdateApplication`) are accepted and then fail. */
  failOperation(name: string, reason = 'An internal error occurred.', times = 1): void {
    this.#failing.set(name, { times, reason });
  }

  /** The next so many snapshots fail, those that an update or a stop takes included. */
  failSnapshots(times: number): void {
    this.#snapshotFailures = times;
  }

  /** Operations last so much longer. 0 ends it. */
  slow(ms: number): void {
    this.#slowMs = ms;
  }

  /** Operations of this name are accepted and wait until `resume`. */
  hold(name: string): void {
    const gate = this.#gates.get(name) ?? new Gate();
    gate.shut();
    this.#gates.set(name, gate);
  }

  resume(name: string): void {
    this.#gates.get(name)?.open();
  }

  /** The next so many requests of this name are done, and the connection ends without an answer. */
  dropAnswer(name: string, times = 1): void {
    this.#dropped.set(name, times);
  }

  /** What somebody else does right before the next request of this name is served. */
  precede(name: string, work: () => Promise<unknown>): void {
    this.#first.set(name, work);
  }

  /** All is well again. */
  clear(): void {
    this.#slowed.abort();
    this.#slowed = new AbortController();
    this.#throttled = 0;
    this.#expired = 0;
    this.#slowMs = 0;
    this.#snapshotFailures = 0;
    this.#failing.clear();
    this.#dropped.clear();
    this.#first.clear();
    for (const gate of this.#gates.values()) gate.open();
  }

  /** What a request meets before it is read. */
  before(): void {
    if (this.#expired > 0) {
      this.#expired--;
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    }
    if (this.#throttled > 0) {
      this.#throttled--;
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    }
  }

  async untilPreceded(name: string): Promise<void> {
    const work = this.#first.get(name);
    this.#first.delete(name);
    await work?.();
  }

  takeDrop(name: string): boolean {
    const left = this.#dropped.get(name) ?? 0;
    this.#dropped.set(name, Math.max(0, left - 1));
    return left > 0;
  }

  /** What an accepted operation meets before it is carried out; throws when it is to fail. */
  async meet(name: string): Promise<void> {
    await this.#gates.get(name)?.passed();
    const { signal } = this.#slowed;
    if (this.#slowMs > 0) await sleep(this.#slowMs, undefined, { signal }).catch(() => undefined);
    const failing = this.#failing.get(name);
    if (failing === undefined || failing.times === 0) return;
    failing.times--;
    throw new Error(failing.reason);
  }

  takeSnapshotFailure(): boolean {
    if (this.#snapshotFailures === 0) return false;
    this.#snapshotFailures--;
    return true;
  }
}
