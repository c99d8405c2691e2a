/** How much of a scenario's load the stream has taken: faults happen at a share of it, however fast the machine is. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Progress {
  /** Waits until that share of the load is sent, from 0 to 1. */
  until(share: number): Promise<void>;
  /** Throws when nothing is left to send: what happened last did not happen under load. */
  requireLoad(what: string): void;
}

const EVERY_MS = 20;

/** `sent` counts up to `total`. Waiting ends when `ended` says that nothing more is sent. */
export const progressOf = (sent: () => number, total: number, ended: AbortSignal): Progress => ({
  until: async (share) => {
    while (sent() < share * total && !ended.aborted) await sleep(EVERY_MS);
  },
  requireLoad: (what) => {
    if (sent() >= total || ended.aborted) throw new Error(`the load was over before ${what}: give it more --events`);
  },
});
