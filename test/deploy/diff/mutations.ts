/** Every value that differs from a given one in a single place. */

export interface Mutation<T> {
  /** Where: names and indexes from the root. */
  readonly path: readonly string[];
  readonly value: T;
}

/** Other values of the same kind; of words that stand for one of a few, those as well. */
const WORDS: readonly (readonly (string | null)[])[] = [
  ['iso', 'seconds', 'millis'],
  ['tumble', 'hop', 'cumulate', 'session'],
  ['firehose', 'dynamodb', 'opensearch', 'kinesisStream'],
  ['null', 'drop'],
  ['skip', 'write', null],
  ['appended', 'replaced'],
  ['count', 'countDistinct', 'sum', 'avg', 'min', 'max', 'first', 'latest'],
  ['trim-horizon', 'latest', '2026-01-01T00:00:00.000Z'],
  ['forever', null],
];

export function differing<T>(value: T): Mutation<T>[] {
  return variants(value).map(({ path, value: changed }) => ({ path, value: changed as T }));
}

interface Variant {
  readonly path: readonly string[];
  readonly value: unknown;
}

const here = (...values: readonly unknown[]): Variant[] => values.map((value) => ({ path: [], value }));

function variants(value: unknown): Variant[] {
  if (Array.isArray(value)) return ofList(value);
  if (typeof value === 'object' && value !== null) return ofObject(value as Readonly<Record<string, unknown>>);
  const words = WORDS.filter((list) => list.includes(value as string)).flat();
  return here(...[...words, ...others(value)].filter((each) => each !== value));
}

function others(value: unknown): unknown[] {
  if (typeof value === 'string') return [`${value}x`, `x${value}`, 60_000];
  if (typeof value === 'number') return [value + 1, value * 2 + 1, null];
  return value === null ? ['x', 7] : [!value];
}

const ofObject = (object: Readonly<Record<string, unknown>>): Variant[] =>
  Object.entries(object).flatMap(([key, item]) => [
    ...variants(item).map(({ path, value }) => ({ path: [key, ...path], value: { ...object, [key]: value } })),
    { path: [key], value: Object.fromEntries(Object.entries(object).filter(([other]) => other !== key)) },
  ]);

function ofList(list: readonly unknown[]): Variant[] {
  return list.flatMap((item, i) => [
    ...variants(item).map(({ path, value }) => ({ path: [String(i), ...path], value: list.with(i, value) })),
    { path: [String(i)], value: list.toSpliced(i, 1) },
    ...(i > 0 ? [{ path: [String(i)], value: list.with(i, list[i - 1]).with(i - 1, item) }] : []),
  ]);
}
