/** Waits for something outside this process by asking again and again. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** Said when time runs out: 'the job to run'. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/** The first answer that is not null. */
export async function until<T>(ask: () => Promise<T | null>, { what, timeoutMs, everyMs = 100 }: Patience): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`waited ${Math.round(timeoutMs / 1000)} s in vain for ${what}`);
    await sleep(everyMs);
  }
}
