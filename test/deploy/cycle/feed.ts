/** Puts events into the stream, and waits until the job that runs now has read them and written what is due. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from '../../services/harness/traffic.js';
import { DELIVERY_STREAM, INDEX, TABLE, type World } from '../../services/harness/world.js';
import type { Look } from './look.js';
import { Halted } from './operator.js';
import { ROWS } from './project.js';

const OUTPUTS = [DELIVERY_STREAM, TABLE, INDEX, 'dead-letters', ROWS];
/** So long nothing may happen while something is still to come. */
const PATIENCE_MS = 120_000;

export class Feed {
  /** How many records earlier jobs have read, at most; exactly once this one has read the rest. */
  private before = 0;

  constructor(
    private readonly world: World,
    private readonly records: Iterator<StreamRecord>,
    private readonly look: () => Promise<Look>,
    private readonly log: (message: string) => void,
  ) {}

  /** How many records the stream holds. */
  get sent(): number {
    return this.world.sent.length;
  }

  async send(count: number, rate?: number): Promise<void> {
    await this.world.send(this.take(count), rate);
  }

  /** A new job begins to count: so many records are read before it, at most. */
  jobBegins(read: number): void {
    this.before = read;
  }

  /** Until all is read, each output has written what came in, and nothing moves any more. */
  async untilSettled(): Promise<void> {
    let last = '';
    let since = Date.now();
    for (;;) {
      const { job, health } = await this.look();
      const counters = job?.counters ?? {};
      const own = counters['playback']?.['read'] ?? 0;
      const read = this.before + own;
      const isAtTheEnd = job !== null && job.lags.every(({ millisBehindLatest }) => millisBehindLatest === 0);
      const text = JSON.stringify(counters);
      const isWritten = OUTPUTS.every((output) => {
        const { in: taken = 0, written = 0, rejected = 0 } = counters[output] ?? {};
        return taken === written + rejected;
      });
      if (read >= this.sent && isAtTheEnd && isWritten && text === last) {
        this.before = this.sent - own;
        return;
      }
      if (text !== last) since = Date.now();
      else if (Date.now() - since > PATIENCE_MS)
        throw new Halted(
          `nothing moves for ${PATIENCE_MS / 1000} s, and ${read} of ${this.sent} records are read; ${health.verdict}: ${health.reasons.join('; ')}; ${text}`,
        );
      if (text !== last) this.log(`${Math.min(read, this.sent)} of ${this.sent} read`);
      last = text;
      await sleep(1_000);
    }
  }

  private *take(count: number): Generator<StreamRecord> {
    for (let taken = 0; taken < count; taken++) {
      const { value, done } = this.records.next();
      if (done === true) return;
      yield value;
    }
  }
}
