/** What a lambda becomes: the SQL that a person reads in a review, and that everything wrong is told in one run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compile } from '../../compiler/compile.js';
import { expressionSql, functionsIn } from '../../compiler/emit/sql/expression.js';
import { print } from '../../compiler/emit/sql/print.js';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROW = `interface Row {
  id: string; kind: 'play' | 'stop'; device?: string; title: string | null; n: number; m: number; i: Int; big: bigint; on: boolean;
  address?: { city: string; zip: string | null }; at: Date;
}`;

async function read(
  lambdas: readonly string[],
  declarations = '',
): Promise<{ sql: string[]; functions: string[]; diagnostics: readonly Diagnostic[] }> {
  const entry = join(folder, 'pipeline.ts');
  writeFileSync(
    entry,
    [
      "import { firehose, kinesis, pipeline, seconds, type Int } from 'pipectl';",
      ROW,
      declarations,
      "const rows = kinesis<Row>({ stream: 'rows', time: (e) => e.at, outOfOrder: seconds(1) });",
      `const made = rows.map((e) => ({\n${lambdas.map((lambda, i) => `  c${i}: ${lambda},`).join('\n')}\n}));`,
      "export default pipeline('reading', [made.to(firehose({ deliveryStream: 'out' }))]);",
    ].join('\n'),
  );
  const { value, diagnostics } = await compile({ entry, planner: null });
  const stage = value?.pipeline.stages.find(({ kind }) => kind === 'map');
  const expressions = stage?.kind === 'map' ? stage.to.map(({ value }) => expressionSql(value)) : [];
  return { sql: expressions.map(print), functions: expressions.flatMap((sql) => [...functionsIn(sql)]), diagnostics };
}

describe('SQL a person can read', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["e.kind === 'play' || e.kind === 'stop'", "`kind` = 'play' OR `kind` = 'stop'"],
    ["e.device ?? 'unknown'", "COALESCE(`device`, 'unknown')"],
    ['e.device === e.id', '`device` IS NOT DISTINCT FROM `id`'],
    ['e.title !== null', '`title` IS NOT NULL'],
    ['e.n > 3', '`n` > 3E0'],
    ['e.i >= 3', '`i` >= 3'],
    ['e.big > 10', '`big` > 10'],
    ['e.n + e.m > 3', '`n` + `m` > 3E0'],
    ['e.n / e.m > 3', 'PIPECTL_NUMBER_LESS(3E0, `n` / `m`)'],
    ['e.n / 60 > 3', '`n` / 6E1 > 3E0'],
    ['!(e.n > 3)', 'NOT (`n` > 3E0)'],
    ["e.address?.city ?? 'none'", "COALESCE((`address`).`city`, 'none')"],
    ['`${e.id}#${e.n}`', "`id` || '#' || PIPECTL_NUMBER_TO_STRING(`n`)"],
    ['`${e.device}`', "COALESCE(`device`, 'undefined')"],
    [
      "e.n > 1 ? 'high' : e.n > 0 ? 'low' : 'none'",
      "CASE WHEN `n` > 1E0 THEN 'high' WHEN `n` > 0E0 THEN 'low' ELSE 'none' END",
    ],
    [
      'e.big !== 0n && 10n / e.big > 1n',
      'CASE WHEN `big` <> 0 THEN PIPECTL_BIGINT_DIVIDE(CAST(10 AS BIGINT), `big`) > 1 ELSE FALSE END',
    ],
    ['{ a: e.n, b: 1 }', "CAST(ROW(`n`, PIPECTL_NUMBER('1')) AS ROW<`a` DOUBLE, `b` DOUBLE>)"],
    ["'constant'", "CAST('constant' AS STRING)"],
    ['[1, 2, 3].length + 0.5', "PIPECTL_NUMBER('3.5')"],
    ['e.device != null && e.device.length > 2', '`device` IS NOT NULL AND PIPECTL_STRING_LENGTH(`device`) > 2E0'],
    [
      "e.title === null ? 'none' : e.title.toUpperCase()",
      "CASE WHEN `title` IS NULL THEN 'none' ELSE PIPECTL_STRING_UPPER(`title`) END",
    ],
  ];

  test('of every form', async () => {
    const { sql, diagnostics } = await read(cases.map(([lambda]) => lambda));
    expect(diagnostics).toEqual([]);
    expect(sql).toEqual(cases.map(([, expected]) => expected));
  });

  test('with the functions it needs', async () => {
    const { functions } = await read(['e.id.length', 'e.n + 1', 'e.at.toISOString()']);
    expect(functions).toEqual(['PIPECTL_STRING_LENGTH', 'PIPECTL_DATE_ISO']);
  });
});

test('everything wrong is told in one run, once', async () => {
  const helper = 'const helper = (s: string) => s.slice(1) + s.normalize();';
  const { diagnostics } = await read(
    [
      'helper(e.id)',
      'helper(e.kind)',
      'Math.round(e.n)',
      'e.n ? 1 : 2',
      '(e.n ** 2 > 1 ? e.id.at(0) : e.id) as string',
    ],
    helper,
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['PC1501', 'PC1501', 'PC1505', 'PC1401', 'PC1407', 'PC1501']);
});
