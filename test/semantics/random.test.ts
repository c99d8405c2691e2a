/** Lambdas made at random: what Flink computes of them is what Node computes, as projections and as filters. */
import { describe, expect, test } from '@jest/globals';
import type { Row } from './groups.js';
import { inFlink, type Ran } from './in-flink.js';
import { declarations, expression, type Kind } from './random-lambdas.js';
import { written } from './rows.js';
import { same } from './same.js';
import { aDate, aNumber, aString, picker, SMALL_BIGINTS, type Picker } from './values.js';

const SEEDS = (process.env['PIPECTL_SEMANTICS_SEEDS'] ?? '1').split(',').map(Number);
const ROWS = 300;
const DEPTH = 4;
/** How many of each kind; 50 outputs are the most of one application. */
const COUNTS: Readonly<Record<Kind, number>> = { number: 60, string: 40, bigint: 15, boolean: 80 };
const FILTERS = 30;
const LONG = 400_000;

// In functions, because TypeScript knows inside `e.md == null ? … : …` that nothing can be called on it.
const FUNCTIONS = `
const lengthOf = (s) => s?.length;
const isSame = (a, b) => a === b;
const timeOr = (d, otherwise) => d?.getTime() ?? otherwise;
const halved = (n) => n / 2;
const label = (s, n) => (n > 10 ? s + '+' : n <= 10 ? s : 'neither');
`;
const DECLARATIONS = `${declarations(false)}${FUNCTIONS}`;

const ROW = `interface Row {
  id: string; at: Date; a: number; b: number; kind: string; g: bigint; h: bigint; s: string; t: string; on: boolean; off: boolean; d: Date;
  mx?: number; nx: number | null; ms?: string; ns: string | null; mb?: boolean; md?: Date;
}`;

/** The stage in front: numbers that no record can hold. */
const PREPARE = `({
  ...e,
  x: e.kind === 'NaN' ? NaN : e.kind === 'Infinity' ? Infinity : e.kind === 'zero' ? 0 : e.kind === '-0' ? -0 : e.a,
  y: e.b,
  q: e.a / e.b,
})`;

const aRow = (pick: Picker, i: number): Row => ({
  id: String(i),
  at: new Date(Date.UTC(2026, 10, 21) + i),
  a: aNumber(pick),
  b: aNumber(pick),
  kind: pick.one(['plain', 'plain', 'plain', 'NaN', 'Infinity', 'zero', '-0']),
  g: pick.one(SMALL_BIGINTS),
  h: pick.one(SMALL_BIGINTS),
  s: aString(pick),
  t: pick.chance(0.3) ? 'a' : aString(pick),
  on: pick.chance(0.5),
  off: pick.chance(0.5),
  d: aDate(pick),
  ...(pick.chance(0.5) && { mx: aNumber(pick) }),
  nx: pick.chance(0.5) ? aNumber(pick) : null,
  ...(pick.chance(0.5) && { ms: aString(pick) }),
  ns: pick.chance(0.5) ? aString(pick) : null,
  ...(pick.chance(0.5) && { mb: pick.chance(0.5) }),
  ...(pick.chance(0.5) && { md: aDate(pick) }),
});

interface Lambda {
  readonly name: string;
  readonly source: string;
  readonly inNode: (e: Row) => unknown;
}

// The oracle: the very text of the lambda, run by Node.
const run = (source: string): ((e: Row) => unknown) =>
  new Function('e', `${DECLARATIONS} return ${source};`) as (e: Row) => unknown;

function lambdasOf(pick: Picker): Lambda[] {
  return Object.entries(COUNTS).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, i) => {
      const plain = expression(kind as Kind, pick, 1 + pick.integer(DEPTH));
      // As text a number shows NaN and infinities, and a bigint all its digits.
      const source = kind === 'number' || kind === 'bigint' ? `\`\${${plain}}\`` : plain;
      return { name: `${kind}${i}`, source, inNode: run(source) };
    }),
  );
}

const TYPED: readonly (readonly [string, string])[] = [
  ['(n) =>', '(n: number) =>'],
  ['(s, n) =>', '(s: string, n: number) =>'],
  ['(a, b) =>', '(a: boolean | undefined, b: boolean) =>'],
  ['(s) =>', '(s?: string | null) =>'],
  ['(d, otherwise) =>', '(d: Date | undefined, otherwise: number) =>'],
];
const typed = TYPED.reduce(
  (text, [plain, annotated]) => text.replace(plain, annotated),
  `${declarations(true)}${FUNCTIONS}`,
);

const pipelineOf = (lambdas: readonly Lambda[], filters: readonly Lambda[]): string => `
import { firehose, kinesis, pipeline, seconds } from 'pipectl';
${ROW}
${typed}
const prepared = kinesis<Row>({ stream: 'rows', time: (e) => e.at, outOfOrder: seconds(1) }).map((e) => (${PREPARE}));
export default pipeline('random', [
  prepared.map((e) => ({
    id: e.id,
${lambdas.map(({ name, source }) => `    ${name}: ${source},`).join('\n')}
  })).to(firehose({ deliveryStream: 'all' })),
${filters.map(({ name, source }) => `  prepared.filter((e) => ${source}).map((e) => ({ id: e.id })).to(firehose({ deliveryStream: '${name}' })),`).join('\n')}
]);
`;

describe.each(SEEDS)('seed %i', (seed) => {
  const pick = picker(seed);
  const rows = Array.from({ length: ROWS }, (_, i) => aRow(pick, i));
  const seen = rows.map((row) => run(PREPARE)(row) as Row);
  const lambdas = lambdasOf(pick);
  const filters = lambdas.filter(({ name }) => name.startsWith('boolean')).slice(0, FILTERS);
  let running: Promise<Ran> | undefined;
  const ran = (): Promise<Ran> => (running ??= inFlink(() => pipelineOf(lambdas, filters), { rows }));

  test.each(lambdas)(
    '$name: $source',
    async ({ name, inNode }) => {
      const output = (await ran()).outputs.get('all') ?? [];
      const got = new Map(output.map((row) => [row['id'], row[name] ?? undefined]));
      const wrong = seen.flatMap((row) => {
        const [expected, actual] = [written(inNode(row)), written(got.get(row['id']))];
        return same(actual, expected) ? [] : [{ row, expected, actual }];
      });
      expect({ rows: output.length, wrong: wrong.slice(0, 2) }).toEqual({ rows: ROWS, wrong: [] });
    },
    LONG,
  );

  test.each(filters)(
    'filter $name',
    async ({ name, inNode }) => {
      const output = (await ran()).outputs.get(name) ?? [];
      expect(output.map(({ id }) => id)).toEqual(seen.filter(inNode).map(({ id }) => id));
    },
    LONG,
  );
});
