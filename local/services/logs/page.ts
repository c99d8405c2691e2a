/** One page of a list; the token is the key of its last item. */
import { invalid } from './errors.js';

interface Asked {
  readonly limit?: number | undefined;
  readonly nextToken?: string | undefined;
}

const PAGE = 50;

export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { limit = PAGE, nextToken }: Asked,
): { readonly items: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const at = nextToken === undefined ? -1 : all.findIndex((item) => keyOf(item) === nextToken);
  if (nextToken !== undefined && at === -1) throw invalid('The specified nextToken is invalid.');
  const items = all.slice(at + 1, at + 1 + limit);
  const last = items.at(-1);
  return { items, next: last === undefined || at + 1 + limit >= all.length ? {} : { nextToken: keyOf(last) } };
}
