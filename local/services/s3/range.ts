/** `Range: bytes=…` of one range. What is no range, or several, is passed over as S3 does, and all bytes are given. */
import { invalidRange } from './errors.js';

export interface ByteRange {
  readonly from: number;
  /** Of the last byte, itself included. */
  readonly to: number;
}

export function rangeOf(header: string | null, size: number): ByteRange | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw invalidRange(size);
    return { from: size - length, to: size - 1 };
  }
  const [from, to] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < from) return null;
  if (from >= size) throw invalidRange(size);
  return { from, to };
}
