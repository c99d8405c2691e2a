/** `pipectl dead-letters list`: how many by stage and reason, and the newest. Never what is in a record. */
import type { FoundLetter } from '../../deploy/dead-letters/letter-box.js';
import type { Approximate } from '../../deploy/dead-letters/letter-store.js';
import {
  countLetters,
  readLetters,
  type LetterCount,
  type LetterFilter,
} from '../../deploy/dead-letters/read-letters.js';
import type { Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { table, type Cell } from '../table.js';
import { readChoice, type ChoiceOptions } from './choice.js';
import { progressOf, remarksOn } from './remarks.js';
import { withLetters, type OpenLetters } from './with-letters.js';

export interface ListOptions extends ChoiceOptions {
  readonly env: string;
  readonly limit: string;
}

export async function listLetters(host: Host, pipeline: string, options: ListOptions): Promise<Outcome> {
  const filter = readChoice([], options);
  const limit = readLimit(options.limit);
  return withLetters(host, { pipeline, env: options.env }, (open) => listOpened(host, open, { filter, limit }));
}

interface Listing {
  readonly filter: LetterFilter;
  readonly limit: number;
}

export async function listOpened(host: Host, open: OpenLetters, { filter, limit }: Listing): Promise<Outcome> {
  const { bundle, environment, target, store } = open;
  const approximate = await store.approximate();
  const reading = await readLetters(store, {
    filter,
    signal: host.signal,
    withRecords: false,
    onProgress: progressOf(host.progress),
  });
  const { letters, copies, isCutOff, incomplete } = reading;
  const counts = countLetters(letters);
  const newest = letters.slice(0, limit);
  host.progress('');
  host.print(
    letters.length === 0
      ? `no dead letters in ${store.name}`
      : [countsText(counts), newestText(newest), summary(letters.length, copies, store.name)].join('\n\n'),
  );
  if (isCutOff) host.say(cutOff(letters.length, approximate));
  host.diagnose(remarksOn(reading, target));
  const data = {
    pipeline: bundle.pipeline,
    environment: environment.name,
    target,
    letters: letters.length,
    copies,
    complete: !isCutOff,
    approximate,
    counts: counts.map(({ oldest, newest: last, ...rest }) => ({ ...rest, oldest: iso(oldest), newest: iso(last) })),
    newest: newest.map(asData),
    incomplete: incomplete.map(({ id, have, parts }) => ({ id, have, parts })),
  };
  return { exitCode: exit.ok, data };
}

const iso = (at: number): string => new Date(at).toISOString();

const seconds = (at: number): string => iso(at).replace(/\.\d+Z$/, 'Z');

/** The service's words after the code may quote the row, and rows are shown by `show` alone. */
const detailOf = ({ reason, detail }: FoundLetter['letter']): string =>
  reason === 'rejected' ? (detail.split(': ', 1)[0] ?? '') : detail;

const countsText = (counts: readonly LetterCount[]): string =>
  table([
    ['stage', 'reason', 'letters', 'oldest', 'newest'],
    ...counts.map(({ stage, reason, letters, oldest, newest }): Cell[] => [
      stage,
      reason,
      letters,
      seconds(oldest),
      seconds(newest),
    ]),
  ]);

const newestText = (letters: readonly FoundLetter[]): string =>
  table([
    ['letter', 'written', 'stage', 'reason', 'detail'],
    ...letters.map(({ letter, at }): Cell[] => [
      letter.id,
      seconds(at),
      letter.stage,
      letter.reason,
      detailOf(letter).slice(0, 100),
    ]),
  ]);

function asData({ letter, at, messages }: FoundLetter): object {
  const { id, stage, reason, source, eventTime, arrivalTime } = letter;
  const copiesAndParts = messages.length;
  return {
    id,
    written: iso(at),
    stage,
    reason,
    detail: detailOf(letter),
    source,
    eventTime,
    arrivalTime,
    messages: copiesAndParts,
  };
}

function summary(letters: number, copies: number, place: string): string {
  const many = letters === 1 ? '1 letter' : `${letters.toLocaleString('en-US')} letters`;
  return `${many} in ${place}${copies > 0 ? `, ${copies.toLocaleString('en-US')} of them more than once` : ''}`;
}

function cutOff(read: number, approximate: Approximate | null): string {
  const all = approximate ? ` of about ${(approximate.visible + approximate.inFlight).toLocaleString('en-US')}` : '';
  return `only ${read.toLocaleString('en-US')}${all} were read: SQS hands out no more at a time`;
}

function readLimit(written: string): number {
  if (/^\d{1,6}$/.test(written)) return Number(written);
  throw refuse('optionValue', { option: '--limit', written, expected: 'a whole number from 0 on' }, exit.usage);
}
