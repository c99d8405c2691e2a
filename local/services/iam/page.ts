/** One page of a list, as IAM shows it. */
import { invalidInput } from './errors.js';

interface Asked {
  readonly Marker: string | undefined;
  readonly MaxItems: string | undefined;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string };
}

export function pageOf<T>(all: readonly T[], { Marker: marker, MaxItems: most = '100' }: Asked): Page<T> {
  const from = marker === undefined ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0) throw invalidInput('The Marker is not one that was given.');
  const to = from + Math.max(1, Number(most));
  const isTruncated = to < all.length;
  return { items: all.slice(from, to), rest: { IsTruncated: isTruncated, ...(isTruncated && { Marker: String(to) }) } };
}
