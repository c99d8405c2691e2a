/** Types and durations in the words of messages. */
import type { Type } from '../ir/types.js';

const TYPES: Record<Type['kind'], string> = {
  string: 'a string',
  number: 'a number',
  int: 'an Int',
  bigint: 'a bigint',
  boolean: 'a boolean',
  date: 'a Date',
  bytes: 'bytes',
  array: 'an array',
  map: 'a map',
  row: 'an object',
};

export const typeInWords = (type: Type): string => TYPES[type.kind];

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

/** In the largest unit that gives a whole number. */
export function durationInWords(milliseconds: number): string {
  const [size, unit] = UNITS.find(([size]) => milliseconds % size === 0) ?? [1, 'millisecond'];
  const count = milliseconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
