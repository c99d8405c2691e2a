/** The option --timeout of commands that wait for the service. */
import { exit } from '../exit.js';
import { refuse } from '../refusal.js';

const LONGEST_S = 86_400;

/** Milliseconds. */
export function readTimeout(written: string): number {
  const seconds = /^\d+$/.test(written) ? Number(written) : 0;
  if (seconds >= 1 && seconds <= LONGEST_S) return seconds * 1000;
  const expected = `a whole number of seconds from 1 to ${LONGEST_S}`;
  throw refuse('optionValue', { option: '--timeout', written, expected }, exit.usage);
}
