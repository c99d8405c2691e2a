/**
 * What has been sent again, on disk: a letter is noted before and after. Whatever happens in between, the next run knows
 * which letters are done and which are in doubt: noted before, but not after.
 */
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export type LetterState = 'done' | 'in doubt' | 'failed';

interface Note {
  readonly at: string;
  readonly id: string;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly to: string;
  readonly code?: string;
}

export interface Noted {
  readonly id: string;
  readonly to: string;
  /** Why it failed. */
  readonly code?: string;
}

export interface Journal {
  stateOf(id: string): LetterState | null;
  /** Returns when the notes are on disk. */
  note(state: Note['state'], letters: readonly Noted[]): Promise<void>;
  close(): Promise<void>;
}

/** The journal's states, without the right to write. */
export async function readJournal(file: string): Promise<Pick<Journal, 'stateOf'>> {
  const states = await statesIn(file);
  return { stateOf: (id) => states.get(id) ?? null };
}

export async function openJournal(file: string, now: () => Date = () => new Date()): Promise<Journal> {
  const states = await statesIn(file);
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a');
  // A note that was cut off stays a line of its own, which no one can read, and spoils no other.
  if (states.isCutOff) await write(handle, '\n');
  return {
    stateOf: (id) => states.get(id) ?? null,
    note: async (state, letters) => {
      if (letters.length === 0) return;
      const at = now().toISOString();
      const lines = letters.map(({ id, to, code }): Note => ({
        at,
        id,
        state,
        to,
        ...(code !== undefined && { code }),
      }));
      await write(handle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      for (const line of lines) apply(states, line);
    },
    close: () => handle.close(),
  };
}

async function write(handle: FileHandle, text: string): Promise<void> {
  await handle.appendFile(text);
  await handle.datasync();
}

class States extends Map<string, LetterState> {
  isCutOff = false;
}

/** Once sent, always sent: a later doubt changes nothing. */
function apply(states: States, { id, state }: Note): void {
  if (states.get(id) === 'done') return;
  states.set(id, state === 'sent' ? 'done' : state === 'sending' ? 'in doubt' : 'failed');
}

async function statesIn(file: string): Promise<States> {
  const states = new States();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  states.isCutOff = text !== '' && !text.endsWith('\n');
  for (const line of text.split('\n')) {
    const note = asNote(line);
    if (note) apply(states, note);
  }
  return states;
}

function asNote(line: string): Note | null {
  try {
    const { id, state } = JSON.parse(line) as Partial<Note>;
    if (typeof id !== 'string' || (state !== 'sending' && state !== 'sent' && state !== 'failed')) return null;
    return { at: '', id, state, to: '' };
  } catch {
    return null;
  }
}
