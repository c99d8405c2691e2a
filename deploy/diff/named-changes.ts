/** Two lists of things with names: what is new, what is gone, what has changed, and whether the order has. */
import { added, removed, type Difference, type What } from './change.js';

interface Named {
  readonly name: string;
}

export interface ListWords<T extends Named> {
  readonly what: What;
  /** The thing by itself, for `before` and `after`. */
  readonly text: (item: T) => string;
  readonly added: (item: T) => string;
  readonly removed: (item: T) => string;
  readonly changed: (before: T, after: T) => readonly Difference[];
  /** Null where the order means nothing. */
  readonly reordered: string | null;
}

export function namedChanges<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  words: ListWords<T>,
): Difference[] {
  const earlier = new Map(before.map((item) => [item.name, item]));
  const names = new Set(after.map(({ name }) => name));
  const found = [
    ...after.flatMap((item): readonly Difference[] => {
      const known = earlier.get(item.name);
      return known ? words.changed(known, item) : [added(words.what, words.text(item), words.added(item))];
    }),
    ...before
      .filter(({ name }) => !names.has(name))
      .map((item) => removed(words.what, words.text(item), words.removed(item))),
  ];
  return words.reordered !== null && isReordered(before, after, names)
    ? [...found, reorder(before, after, words)]
    : found;
}

/** Of the names that both have. */
function isReordered(before: readonly Named[], after: readonly Named[], names: ReadonlySet<string>): boolean {
  const earlier = new Set(before.map(({ name }) => name));
  const common = after.filter(({ name }) => earlier.has(name));
  return before.filter(({ name }) => names.has(name)).some(({ name }, i) => common[i]?.name !== name);
}

const reorder = <T extends Named>(
  before: readonly T[],
  after: readonly T[],
  { what, reordered }: ListWords<T>,
): Difference => ({
  kind: 'changed',
  what,
  before: before.map(({ name }) => name).join(', '),
  after: after.map(({ name }) => name).join(', '),
  sentence: reordered ?? '',
});
