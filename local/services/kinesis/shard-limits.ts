/** What a shard takes and gives in a second. Only counted while the limits are enforced. */
import type { Shard } from './shard.js';

const MIB = 1024 * 1024;

/** A second's worth each. */
const CAPACITY = { recordsIn: 1_000, bytesIn: MIB, reads: 5, bytesOut: 2 * MIB } as const;

type Kind = keyof typeof CAPACITY;

interface Budget {
  left: number;
  asOf: number;
}

export class ShardLimits {
  readonly #now: () => number;
  readonly #budgets = new WeakMap<Shard, Map<Kind, Budget>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether one more record may come in; if so it is counted. */
  takesRecord(shard: Shard, bytes: number): boolean {
    const records = this.#budget(shard, 'recordsIn');
    const data = this.#budget(shard, 'bytesIn');
    // A record longer than a second's worth is taken when nothing else was, and leaves a debt.
    if (records.left < 1 || data.left < Math.min(bytes, CAPACITY.bytesIn)) return false;
    records.left -= 1;
    data.left -= bytes;
    return true;
  }

  /** Whether the shard may be read; if so the read is counted. */
  givesRead(shard: Shard): boolean {
    const reads = this.#budget(shard, 'reads');
    if (reads.left < 1 || this.#budget(shard, 'bytesOut').left <= 0) return false;
    reads.left -= 1;
    return true;
  }

  /** A read longer than a second's worth is a debt of its whole length: after 10 MiB nothing is given for 5 seconds. */
  gave(shard: Shard, bytes: number): void {
    const data = this.#budget(shard, 'bytesOut');
    data.left = bytes > CAPACITY.bytesOut ? Math.min(data.left, 0) - bytes : data.left - bytes;
  }

  #budget(shard: Shard, kind: Kind): Budget {
    let budgets = this.#budgets.get(shard);
    if (!budgets) this.#budgets.set(shard, (budgets = new Map()));
    const now = this.#now();
    let budget = budgets.get(kind);
    if (!budget) budgets.set(kind, (budget = { left: CAPACITY[kind], asOf: now }));
    const earned = (Math.max(0, now - budget.asOf) / 1000) * CAPACITY[kind];
    budget.left = Math.min(CAPACITY[kind], budget.left + earned);
    budget.asOf = Math.max(budget.asOf, now);
    return budget;
  }
}
