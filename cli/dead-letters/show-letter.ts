/** `pipectl dead-letters show`: one letter with its record, which no other command prints. */
import type { FoundLetter } from '../../deploy/dead-letters/letter-box.js';
import { bytesOf, LETTER_ID } from '../../deploy/dead-letters/letter.js';
import { readLetters, type LetterFilter } from '../../deploy/dead-letters/read-letters.js';
import type { Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { readChoice } from './choice.js';
import { asText, hexView } from './record-text.js';
import { progressOf } from './remarks.js';
import { withLetters, type OpenLetters } from './with-letters.js';

export async function showLetter(host: Host, pipeline: string, id: string, options: { env: string }): Promise<Outcome> {
  const filter = readChoice([id], {});
  return withLetters(host, { pipeline, env: options.env }, (open) => showOpened(host, open, { id, filter }));
}

interface Shown {
  /** Whole, or how it begins. */
  readonly id: string;
  readonly filter: LetterFilter;
}

export async function showOpened(host: Host, open: OpenLetters, { id, filter }: Shown): Promise<Outcome> {
  const { environment, target, store } = open;
  const { letters } = await readLetters(store, {
    filter,
    signal: host.signal,
    withRecords: true,
    onProgress: progressOf(host.progress),
    isEnough: (letter) => LETTER_ID.test(id) && letter.id === id,
  });
  host.progress('');
  const [found, ...more] = letters;
  if (!found) throw refuse('noSuchLetter', { ids: [id], environment: environment.name, target });
  if (more.length > 0) {
    const expected = `one letter only: ${letters.map(({ letter }) => letter.id).join(', ')}`;
    throw refuse('optionValue', { option: 'a letter', written: id, expected }, exit.usage);
  }
  host.print(letterText(found));
  return { exitCode: exit.ok, data: dataOf(found, environment.name, target) };
}

function letterText({ letter, at }: FoundLetter): string {
  const { id, pipeline, stage, reason, detail, source, eventTime, arrivalTime, encoding } = letter;
  const bytes = bytesOf(letter);
  const text = asText(bytes);
  const about: readonly (readonly [string, string | null])[] = [
    ['letter', id],
    ['pipeline', pipeline],
    ['stage', stage],
    ['reason', reason],
    ['detail', detail],
    ['source', source && `${source.name}, shard ${source.shard}, sequence ${source.sequence}`],
    ['event time', eventTime],
    ['arrived', arrivalTime],
    ['written', new Date(at).toISOString()],
    ['record', `${bytes.length.toLocaleString('en-US')} bytes${encoding === 'base64' ? ', not UTF-8' : ''}`],
  ];
  const width = Math.max(...about.map(([name]) => name.length));
  const lines = about.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(width)}  ${value}`]));
  return `${lines.join('\n')}\n\n${text ?? hexView(bytes)}`;
}

function dataOf({ letter, at, messages }: FoundLetter, environment: string, target: string): Record<string, unknown> {
  return { environment, target, letter, written: new Date(at).toISOString(), messages: messages.length };
}
