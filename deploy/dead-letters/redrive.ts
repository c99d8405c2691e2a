/**
 * Sends letters again. Each batch is noted on disk, sent, noted again, and only then deleted from its queue, so that an
 * end at any point loses nothing: at worst letters are in doubt, which the next run says.
 */
import { ServiceFailure } from '../aws/service-failure.js';
import { destinationText, type Place } from './destination.js';
import type { Journal } from './journal.js';
import type { FoundLetter } from './letter-box.js';
import type { LetterStore } from './letter-store.js';
import type { PlannedLetter, RedrivePlan } from './plan-redrive.js';
import { batchesOf, type Outgoing, type Sender, type Sent } from './send/sender.js';

export interface Redriving {
  readonly store: Pick<LetterStore, 'hold' | 'remove'>;
  readonly journal: Journal;
  readonly open: (to: Place) => Promise<Sender>;
  /** Whether letters stay where they are after they were sent. */
  readonly keep: boolean;
  /** Aborted: the batch under way is brought to its end, no other one is begun. */
  readonly signal: AbortSignal;
  readonly onProgress?: (sent: number) => void;
}

export interface LetterOutcome {
  readonly id: string;
  readonly to: string;
}

export interface RedriveResult {
  readonly sent: readonly LetterOutcome[];
  /** Certainly not sent, with what the service said. */
  readonly failed: readonly (LetterOutcome & { readonly code: string; readonly message: string })[];
  /** Whose answer was lost. */
  readonly inDoubt: readonly LetterOutcome[];
  /** Messages that were sent but could not be deleted; the next run deletes them. */
  readonly left: number;
}

interface Going extends Outgoing {
  readonly found: FoundLetter;
  readonly to: string;
}

export async function redrive(plan: Pick<RedrivePlan, 'send' | 'done'>, redriving: Redriving): Promise<RedriveResult> {
  const { store, keep, signal } = redriving;
  const result = { sent: [], failed: [], inDoubt: [], left: 0 } as Mutable;
  // An earlier run may have ended between its last note and the deletion.
  if (!keep) result.left += await store.remove(messagesOf(plan.done));
  for (const [to, letters] of byDestination(plan.send)) {
    if (signal.aborted) break;
    const [first] = letters;
    if (!first) continue;
    const sender = await redriving.open(first.to);
    try {
      await sendAll(
        letters.map(({ found, bytes }) => ({ id: found.letter.id, bytes, found, to })),
        sender,
        redriving,
        result,
      );
    } finally {
      await sender.close();
    }
  }
  return result;
}

type Mutable = { -readonly [K in keyof RedriveResult]: RedriveResult[K] extends readonly (infer E)[] ? E[] : number };

async function sendAll(
  letters: readonly Going[],
  sender: Sender,
  redriving: Redriving,
  result: Mutable,
): Promise<void> {
  const { store, journal, keep, signal, onProgress } = redriving;
  const batches = batchesOf(letters, sender);
  for (const [at, batch] of batches.entries()) {
    if (signal.aborted) return;
    await store.hold(messagesOf(batch.map(({ found }) => found)));
    await journal.note('sending', batch);
    const { answers, stop } = await attempt(batch, sender);
    const sent = batch.filter((_, i) => answers[i]?.state === 'sent');
    const failed = batch.flatMap(({ id, to }, i) => {
      const answer = answers[i];
      return answer?.state === 'failed' ? [{ id, to, code: answer.code, message: answer.message }] : [];
    });
    await journal.note('sent', sent);
    await journal.note('failed', failed);
    result.sent.push(...sent.map(({ id, to }) => ({ id, to })));
    result.failed.push(...failed);
    const unknown = batch.filter((_, i) => answers[i]?.state === 'unknown');
    result.inDoubt.push(...unknown.map(({ id, to }) => ({ id, to })));
    if (!keep) result.left += await store.remove(messagesOf(sent.map(({ found }) => found)));
    onProgress?.(result.sent.length);
    if (stop) {
      const rest = batches.slice(at + 1).flat();
      result.failed.push(...rest.map(({ id, to }) => ({ id, to, code: stop.code, message: stop.detail })));
      return;
    }
  }
}

/** What became of each; with `stop` when there is no use in going on. */
async function attempt(
  batch: readonly Going[],
  sender: Sender,
): Promise<{ answers: readonly Sent[]; stop: ServiceFailure | null }> {
  try {
    return { answers: await sender.send(batch), stop: null };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    // Refused as a whole because of one of them: the halves tell which.
    if (error.kind === 'refused' && batch.length > 1) {
      const middle = batch.length >> 1;
      const first = await attempt(batch.slice(0, middle), sender);
      const second = await attempt(batch.slice(middle), sender);
      return { answers: [...first.answers, ...second.answers], stop: first.stop ?? second.stop };
    }
    const state = error.kind === 'unknown' ? 'unknown' : 'failed';
    const answers = batch.map((): Sent => ({ state, code: error.code, message: error.detail }));
    return { answers, stop: error.kind === 'refused' ? null : error };
  }
}

const messagesOf = (letters: readonly FoundLetter[]): FoundLetter['messages'] =>
  letters.flatMap(({ messages }) => messages);

function byDestination(letters: readonly PlannedLetter[]): Map<string, PlannedLetter[]> {
  const groups = new Map<string, PlannedLetter[]>();
  for (const letter of letters) {
    const to = destinationText(letter.to);
    const group = groups.get(to) ?? [];
    group.push(letter);
    groups.set(to, group);
  }
  return groups;
}
