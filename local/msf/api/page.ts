/** One page of a list, and the token of the next. */
import { invalidArgument } from '../errors.js';

const PAGE = 50;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly NextToken?: string };
}

/** Tokens are the key of the last item that was shown: items that come or go meanwhile do not move the rest. */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  {
    Limit: limit = PAGE,
    NextToken: token,
  }: { readonly Limit?: number | undefined; readonly NextToken?: string | undefined },
): Page<T> {
  const at = token === undefined ? -1 : all.findIndex((item) => keyOf(item) === token);
  if (token !== undefined && at === -1) throw invalidArgument('The NextToken is not one that was given.');
  const items = all.slice(at + 1, at + 1 + limit);
  const last = items.at(-1);
  const isLast = last === undefined || at + 1 + limit >= all.length;
  return { items, next: isLast ? {} : { NextToken: keyOf(last) } };
}
