/** Waiting for something that changes by itself at AWS, through short losses of the network. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceFailure } from '../aws/service-failure.js';

export interface Waiting {
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** So many looks in a row may fail on the way, each after the SDK's own attempts. */
const LOST_LOOKS = 3;

/** The first answer that is not null; null when the deadline has passed before there was one. */
export async function until<T>(
  look: () => Promise<T | null>,
  { deadline, everyMs, signal }: Waiting,
): Promise<T | null> {
  let lost = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      const answer = await look();
      lost = 0;
      if (answer !== null) return answer;
    } catch (error) {
      if (!isPassing(error) || ++lost > LOST_LOOKS) throw error;
    }
    if (Date.now() >= deadline) return null;
    await sleep(everyMs, undefined, { signal });
  }
}

/** What may be over a moment later. */
const isPassing = (error: unknown): boolean =>
  error instanceof ServiceFailure && ['unreachable', 'throttled', 'unknown'].includes(error.kind);
