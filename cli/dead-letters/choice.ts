/** The options that choose letters, the same for list and redrive. */
import type { Command } from 'commander';
import { REASONS, type Reason } from '../../deploy/dead-letters/letter.js';
import type { LetterFilter } from '../../deploy/dead-letters/read-letters.js';
import { exit } from '../exit.js';
import { MOMENT, moment } from '../moment.js';
import { refuse } from '../refusal.js';

export interface ChoiceOptions {
  readonly reason?: readonly string[];
  readonly stage?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

export const withChoice = (command: Command): Command =>
  command
    .option('--reason <reasons...>', `only letters with these reasons: ${REASONS.join(', ')}`)
    .option('--stage <stages...>', 'only letters of these stages')
    .option('--since <time>', 'only letters written from then on: 90m, 2d, 2026-01-31, 2026-01-31T12:00:00Z')
    .option('--until <time>', 'only letters written before then');

const ID = /^[0-9a-f]{8,32}$/;

export function readChoice(
  ids: readonly string[],
  { reason = [], stage = [], since, until }: ChoiceOptions,
): LetterFilter {
  const now = Date.now();
  for (const id of ids) if (!ID.test(id)) throw notA('a letter', id, 'at least the first 8 of 32 hexadecimal digits');
  return {
    ids,
    reasons: reason.map(readReason),
    stages: stage,
    since: since === undefined ? null : readMoment('--since', since, now),
    until: until === undefined ? null : readMoment('--until', until, now),
  };
}

function readReason(written: string): Reason {
  const known = REASONS.find((each) => each === written);
  if (known === undefined) throw notA('--reason', written, `one of ${REASONS.join(', ')}`);
  return known;
}

function readMoment(option: string, written: string, now: number): number {
  const at = moment(written, now);
  if (at === null) throw notA(option, written, MOMENT);
  return at;
}

const notA = (option: string, written: string, expected: string): Error =>
  refuse('optionValue', { option, written, expected }, exit.usage);
