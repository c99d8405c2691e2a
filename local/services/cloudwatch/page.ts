/** One page of a list; the token is where the next begins. */
import { invalidValue } from './errors.js';

export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { readonly items: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0) throw invalidValue('The NextToken is not one that was given.');
  const to = from + size;
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: String(to) } : {} };
}
