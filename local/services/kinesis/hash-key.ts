/** Where a record belongs: 128-bit numbers, here as 32 hexadecimal digits, which compare as text and are md5's own form. */
import { createHash } from 'node:crypto';

export type HashKey = string;

const SPACE = 1n << 128n;

export const hashKeyOf = (partitionKey: string): HashKey => createHash('md5').update(partitionKey).digest('hex');

export const hashKeyFrom = (number: bigint): HashKey => number.toString(16).padStart(32, '0');

export const isHashKey = (number: bigint): boolean => number < SPACE;

export interface HashRange {
  readonly start: bigint;
  /** Inclusive. */
  readonly end: bigint;
}

/** The whole space in equal parts. The last one takes what is left over, as on AWS. */
export function equalRanges(count: number): HashRange[] {
  const size = SPACE / BigInt(count);
  return Array.from({ length: count }, (_, index) => {
    const start = size * BigInt(index);
    return { start, end: index === count - 1 ? SPACE - 1n : start + size - 1n };
  });
}
