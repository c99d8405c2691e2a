/**
 * `!{timestamp:yyyy/MM/dd}`: the part of Java's DateTimeFormatter that makes sense in a prefix, in UTC and in English.
 * A letter that is not here is refused when the stream is made: `YYYY`, the year of the week, above all, which is meant by
 * nobody and wrong only around New Year.
 */
import { invalidArgument } from './errors.js';

export type DatePattern = (time: Date) => string;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat(
  ...[['August', 'September', 'October', 'November', 'December']],
);
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

const number =
  (of: (time: Date) => number, most: number) =>
  (width: number): DatePattern | null =>
    width > most ? null : (time) => padded(of(time), width);

const dayOfYear = (time: Date): number =>
  Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

const year = (width: number): DatePattern | null => {
  if (width > 4) return null;
  return (time) => (width === 2 ? padded(time.getUTCFullYear() % 100, 2) : padded(time.getUTCFullYear(), width));
};

const named = (names: readonly string[], of: (time: Date) => number, width: number): DatePattern | null => {
  if (width > 5) return null;
  const length = width === 4 ? undefined : width === 5 ? 1 : 3;
  return (time) => (names[of(time)] ?? '').slice(0, length);
};

const month = (width: number): DatePattern | null =>
  width <= 2 ? (time) => padded(time.getUTCMonth() + 1, width) : named(MONTHS, (time) => time.getUTCMonth(), width);

const hour12 = (time: Date): number => time.getUTCHours() % 12;

/** Letter → the formatter of so many of it, or null when there is none. */
const LETTERS: Readonly<Record<string, (width: number) => DatePattern | null>> = {
  y: year,
  u: year,
  M: month,
  L: month,
  d: number((time) => time.getUTCDate(), 2),
  D: number(dayOfYear, 3),
  E: (width) => named(DAYS, (time) => time.getUTCDay(), Math.max(width, 3)),
  a: (width) => (width === 1 ? (time) => (time.getUTCHours() < 12 ? 'AM' : 'PM') : null),
  H: number((time) => time.getUTCHours(), 2),
  k: number((time) => time.getUTCHours() || 24, 2),
  K: number(hour12, 2),
  h: number((time) => hour12(time) || 12, 2),
  m: number((time) => time.getUTCMinutes(), 2),
  s: number((time) => time.getUTCSeconds(), 2),
  S: (width) => (width > 9 ? null : (time) => padded(time.getUTCMilliseconds(), 3).padEnd(9, '0').slice(0, width)),
};

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z'[\]{}#]+/y;

export function datePattern(text: string): DatePattern {
  const parts: DatePattern[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw refused(text, text.slice(from, from + 1));
    const [all, quoted, letter] = match;
    if (letter !== undefined) {
      const part = Object.hasOwn(LETTERS, letter) ? LETTERS[letter]?.(all.length) : null;
      if (!part) throw refused(text, all);
      parts.push(part);
    } else {
      const literal = quoted === undefined ? all : quoted === '' ? "'" : quoted.replace(/''/g, "'");
      parts.push(() => literal);
    }
  }
  if (parts.length === 0) throw refused(text, text);
  return (time) => parts.map((part) => part(time)).join('');
}

const refused = (pattern: string, part: string): Error =>
  invalidArgument(
    `The local Firehose can't format '${part}' of !{timestamp:${pattern}}; it has y u M L d D E a H k K h m s S and quoted text.`,
  );
