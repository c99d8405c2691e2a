/** The groups of lambdas that Flink and Node both run, each over rows of its own. */
import * as absence from './cases/absence.js';
import * as bigints from './cases/bigints.js';
import * as dates from './cases/dates.js';
import * as doubles from './cases/doubles.js';
import * as numbers from './cases/numbers.js';
import * as shapes from './cases/shapes.js';
import * as strings from './cases/strings.js';
import type { Picker } from './values.js';

export type Row = Record<string, unknown>;

export interface Group {
  readonly name: string;
  readonly generate: (pick: Picker) => Row;
  /** A stage in front of the lambdas, or none. */
  readonly prepare: ((row: Row) => Row) | null;
  readonly cases: Readonly<Record<string, (row: Row) => unknown>>;
}

interface Module {
  readonly generate: (pick: Picker) => object;
  // Each group's lambdas take its own rows, which `generate` makes.
  readonly prepare?: (row: never) => object;
  readonly cases: Readonly<Record<string, (row: never) => unknown>>;
}

const group = (name: string, { generate, prepare, cases }: Module): Group => ({
  name,
  generate: generate as Group['generate'],
  prepare: (prepare as Group['prepare']) ?? null,
  cases: cases as unknown as Group['cases'],
});

export const groups: readonly Group[] = [
  group('numbers', numbers),
  group('doubles', doubles),
  group('bigints', bigints),
  group('strings', strings),
  group('dates', dates),
  group('absence', absence),
  group('shapes', shapes),
];
