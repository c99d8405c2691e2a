/** Reads a store to its end and keeps the letters that are asked for. */
import type { FoundLetter, IncompleteLetter } from './letter-box.js';
import { LetterBox } from './letter-box.js';
import type { Letter, Reason } from './letter.js';
import type { LetterStore } from './letter-store.js';

export interface LetterFilter {
  /** Whole ids or how they begin; empty: all. */
  readonly ids: readonly string[];
  readonly reasons: readonly Reason[];
  readonly stages: readonly string[];
  /** By the time at which the store took them: since inclusive, until exclusive. */
  readonly since: number | null;
  readonly until: number | null;
}

export const everything: LetterFilter = { ids: [], reasons: [], stages: [], since: null, until: null };

export interface Reading {
  /** Those asked for, newest first. */
  readonly letters: readonly FoundLetter[];
  /** Letters that were there more than once. */
  readonly copies: number;
  readonly incomplete: readonly IncompleteLetter[];
  /** Messages that are no letters. */
  readonly foreign: number;
  /** Whether there may be more than was read. */
  readonly isCutOff: boolean;
}

interface ReadLetters {
  readonly filter: LetterFilter;
  readonly signal: AbortSignal;
  readonly onProgress?: (messages: number) => void;
  /** Without records the letters take little memory, however long they are. */
  readonly withRecords: boolean;
  /** Reading ends when it says so. */
  readonly isEnough?: (found: Letter) => boolean;
}

export async function readLetters(
  store: LetterStore,
  { filter, signal, withRecords, onProgress = () => undefined, isEnough = () => false }: ReadLetters,
): Promise<Reading> {
  const box = new LetterBox((letter) => withRecords && isOfInterest(letter, filter));
  let messages = 0;
  for await (const message of store.messages({ since: filter.since, until: filter.until, signal })) {
    onProgress(++messages);
    const found = box.add(message);
    if (found && isEnough(found.letter)) break;
  }
  signal.throwIfAborted();
  return {
    letters: box.letters.filter((found) => isWanted(found, filter)).sort(newestFirst),
    copies: box.copies,
    incomplete: box.incomplete,
    foreign: box.foreign,
    isCutOff: store.isCutOff,
  };
}

const isWanted = ({ letter, at }: FoundLetter, filter: LetterFilter): boolean =>
  isOfInterest(letter, filter) &&
  (filter.since === null || at >= filter.since) &&
  (filter.until === null || at < filter.until);

/** Whatever its time: of copies the first one decides, which may come last. */
function isOfInterest({ id, reason, stage }: Letter, { ids, reasons, stages }: LetterFilter): boolean {
  const isIn = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);
  return (ids.length === 0 || ids.some((each) => id.startsWith(each))) && isIn(reasons, reason) && isIn(stages, stage);
}

const newestFirst = (a: FoundLetter, b: FoundLetter): number => b.at - a.at || (a.letter.id < b.letter.id ? -1 : 1);

export interface LetterCount {
  readonly stage: string;
  readonly reason: Reason;
  readonly letters: number;
  readonly oldest: number;
  readonly newest: number;
}

/** By stage and reason, in this order. */
export function countLetters(letters: readonly FoundLetter[]): LetterCount[] {
  const counts = new Map<string, LetterCount>();
  for (const { letter, at } of letters) {
    const { stage, reason } = letter;
    const known = counts.get(`${stage}\0${reason}`) ?? { stage, reason, letters: 0, oldest: at, newest: at };
    counts.set(`${stage}\0${reason}`, {
      ...known,
      letters: known.letters + 1,
      oldest: Math.min(known.oldest, at),
      newest: Math.max(known.newest, at),
    });
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...counts.values()].sort((a, b) => order(a.stage, b.stage) || order(a.reason, b.reason));
}
