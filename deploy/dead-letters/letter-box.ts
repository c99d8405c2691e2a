/** Puts messages together to letters: parts are joined, copies collapse, and what is no letter is counted. */
import { asLetter, LETTER_ID, type Letter } from './letter.js';
import type { ReadMessage, StoredMessage } from './letter-store.js';

export interface FoundLetter {
  readonly letter: Letter;
  /** When the target took it, of several copies the first. Milliseconds since 1970. */
  readonly at: number;
  /** All messages that it came in, copies included. */
  readonly messages: readonly ReadMessage[];
}

export interface IncompleteLetter {
  readonly id: string;
  readonly have: number;
  readonly parts: number;
  readonly at: number;
}

interface Part {
  readonly id: string;
  readonly part: number;
  readonly parts: number;
  readonly text: string;
}

interface Gathering {
  readonly id: string;
  readonly parts: number;
  readonly texts: Map<number, string>;
  readonly messages: ReadMessage[];
}

export class LetterBox {
  readonly #letters = new Map<string, FoundLetter>();
  readonly #gathering = new Map<string, Gathering>();
  /** Letters that came more than once. */
  copies = 0;
  /** Messages that are neither letters nor parts of one. */
  foreign = 0;
  readonly #keepsRecord: (letter: Letter) => boolean;

  /** Records of letters that nobody asks for are not kept: a target may hold more than memory does. */
  constructor(keepsRecord: (letter: Letter) => boolean = () => true) {
    this.#keepsRecord = keepsRecord;
  }

  /** By id, in the order in which they were found. */
  get letters(): readonly FoundLetter[] {
    return [...this.#letters.values()];
  }

  get incomplete(): readonly IncompleteLetter[] {
    return [...this.#gathering.values()]
      .filter(({ id, texts, parts }) => texts.size < parts && !this.#letters.has(id))
      .map(({ id, parts, texts, messages }) => ({ id, have: texts.size, parts, at: earliest(messages) }));
  }

  /** The letter that is now complete for the first time, if any. */
  add(message: StoredMessage): FoundLetter | null {
    const value = parsed(message.text);
    const part = asPart(value);
    if (part) return this.#gather(part, message);
    return this.#take(asLetter(value), [read(message)]);
  }

  #gather(part: Part, message: StoredMessage): FoundLetter | null {
    const key = `${part.id}/${part.parts}`;
    const { id, parts } = part;
    const gathering = this.#gathering.get(key) ?? { id, parts, texts: new Map<number, string>(), messages: [] };
    this.#gathering.set(key, gathering);
    const isCopy = gathering.texts.has(part.part);
    gathering.texts.set(part.part, part.text);
    gathering.messages.push(read(message));
    const known = this.#letters.get(id);
    if (known) {
      // A part that comes again belongs to the letter that is there.
      this.#letters.set(id, { ...known, messages: [...known.messages, read(message)] });
      return null;
    }
    if (isCopy || gathering.texts.size < parts) return null;
    const text = Array.from({ length: parts }, (_, at) => gathering.texts.get(at + 1) ?? '').join('');
    // That they are there is all that is asked of them from now on.
    for (const each of gathering.texts.keys()) gathering.texts.set(each, '');
    return this.#take(asLetter(parsed(text)), gathering.messages);
  }

  #take(letter: Letter | null, messages: readonly ReadMessage[]): FoundLetter | null {
    if (!letter) {
      this.foreign += messages.length;
      return null;
    }
    const known = this.#letters.get(letter.id);
    const all = [...(known?.messages ?? []), ...messages];
    const kept = known?.letter ?? (this.#keepsRecord(letter) ? letter : { ...letter, record: '' });
    const found = { letter: kept, at: earliest(all), messages: all };
    this.#letters.set(letter.id, found);
    if (known) this.copies++;
    return known ? null : found;
  }
}

const read = ({ at, receipt }: StoredMessage): ReadMessage => ({ at, receipt });

const earliest = (messages: readonly ReadMessage[]): number =>
  messages.reduce((least, { at }) => Math.min(least, at), Infinity);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asPart(value: unknown): Part | null {
  if (typeof value !== 'object' || value === null || !('parts' in value)) return null;
  const { id, part, parts, text } = value as Record<string, unknown>;
  const isCount = (each: unknown): each is number => typeof each === 'number' && Number.isInteger(each) && each >= 1;
  if (typeof id !== 'string' || !LETTER_ID.test(id) || typeof text !== 'string') return null;
  return isCount(part) && isCount(parts) && part <= parts ? { id, part, parts, text } : null;
}
