/** Sends entries again that the service had no capacity for, a few times, each time after a longer pause. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Outgoing, Sent } from './sender.js';

const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 100;

export interface Attempt {
  /** One answer per record, in order; `again` marks what may be tried again. */
  (records: readonly Outgoing[]): Promise<readonly { readonly sent: Sent; readonly again: boolean }[]>;
}

export async function patiently(records: readonly Outgoing[], attempt: Attempt): Promise<Sent[]> {
  const results = new Map<Outgoing, Sent>();
  let rest = records;
  for (let n = 0; rest.length > 0 && n < ATTEMPTS; n++) {
    if (n > 0) await pause(Math.random() * FIRST_PAUSE_MS * 2 ** n);
    const answers = await attempt(rest);
    const left: Outgoing[] = [];
    rest.forEach((record, at) => {
      const answer = answers[at];
      if (!answer) throw new Error('an answer is missing');
      results.set(record, answer.sent);
      if (answer.again) left.push(record);
    });
    rest = left;
  }
  return records.map((record) => results.get(record) ?? { state: 'unknown', code: 'NoAnswer', message: '' });
}

/** Codes of single entries that say: later. */
export const isBusy = (code: string): boolean =>
  /^(ProvisionedThroughputExceeded(Exception)?|Throttling(Exception)?|ServiceUnavailable(Exception)?|InternalFailure|InternalServerError)$/.test(
    code,
  );
