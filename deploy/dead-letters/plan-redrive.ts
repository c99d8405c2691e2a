/** Decides what a redrive would do, letter by letter. Pure; nothing is sent here. */
import { destinationOf, type Place, type Ways } from './destination.js';
import type { Journal } from './journal.js';
import type { FoundLetter } from './letter-box.js';
import { bytesOf, type Letter } from './letter.js';

/** A record that takes the place of the one in a letter. */
export type Edit = Pick<Letter, 'record' | 'encoding'>;

export interface PlannedLetter {
  readonly found: FoundLetter;
  readonly to: Place;
  /** What is sent: the record as it came, or edited. */
  readonly bytes: Buffer;
  readonly isEdited: boolean;
}

export interface RedrivePlan {
  readonly send: readonly PlannedLetter[];
  /** Sent by an earlier run. */
  readonly done: readonly FoundLetter[];
  /** Perhaps sent by an earlier run, which ended before it could say. */
  readonly inDoubt: readonly FoundLetter[];
  readonly nowhere: readonly { readonly found: FoundLetter; readonly why: string }[];
}

export interface RedriveWishes {
  readonly ways: Ways;
  readonly journal: Pick<Journal, 'stateOf'>;
  /** By the letter's id. */
  readonly edits: ReadonlyMap<string, Edit>;
  readonly retryDoubtful: boolean;
}

export function planRedrive(
  letters: readonly FoundLetter[],
  { ways, journal, edits, retryDoubtful }: RedriveWishes,
): RedrivePlan {
  const send: PlannedLetter[] = [];
  const done: FoundLetter[] = [];
  const inDoubt: FoundLetter[] = [];
  const nowhere: { found: FoundLetter; why: string }[] = [];
  for (const found of letters) {
    const { letter } = found;
    const state = journal.stateOf(letter.id);
    if (state === 'done') {
      done.push(found);
    } else if (state === 'in doubt' && !retryDoubtful) {
      inDoubt.push(found);
    } else {
      const to = destinationOf(letter, ways);
      const edit = edits.get(letter.id);
      if (to.kind === 'nowhere') nowhere.push({ found, why: to.why });
      else send.push({ found, to, bytes: bytesOf(edit ?? letter), isEdited: edit !== undefined });
    }
  }
  return { send, done, inDoubt, nowhere };
}
