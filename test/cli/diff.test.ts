/** `pipectl diff --against`: two real versions, compiled with Flink's planner, compared and proved without AWS. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { testSources } from '../support/compile-case.js';
import '../support/golden.js';
import { clickLines, clicks, folderWith, json, pipectl } from './pipectl.js';

const golden = (name: string): string => testSources('cli', 'golden', `${name}.txt`);

/** With `base/` as the first version was compiled. */
let cwd: string;
const edit = (text: string): void => writeFileSync(join(cwd, 'pipeline.ts'), text);

const BEFORE = clicks('clicks');
const LARGER = clicks('clicks', 'minutes(5)');
const FILTERED = BEFORE.replace("c.kind === 'click'", "c.kind === 'click' && c.userId !== ''");

beforeAll(async () => {
  cwd = folderWith({ 'package.json': '{}', 'pipeline.ts': BEFORE, 'clicks.jsonl': clickLines(90) });
  const { code, stderr } = await pipectl(['compile', 'pipeline.ts', '--out', 'base'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const diff = (...options: string[]): ReturnType<typeof pipectl> =>
  pipectl(['diff', 'pipeline.ts', '--against', 'base', ...options], { cwd });

test('the same version has no differences', async () => {
  edit(BEFORE);
  const { code, stdout, stderr } = await diff('--detailed-exitcode');
  expect(stderr).toBe('');
  expect(stdout).toMatchGoldenFile(golden('diff-same'));
  expect(code).toBe(0);
});

test('another window loses state, and a proof agrees', async () => {
  edit(LARGER);
  const { code, stdout, stderr } = await diff('--detailed-exitcode', '--prove', '--input', 'clicks=clicks.jsonl');
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout.replaceAll(/, [\d.]+ K?B;/g, ', <size>;')).toMatchGoldenFile(golden('diff-window'));
});

test('another filter keeps it in part; records are made up, and the document has it all', async () => {
  edit(FILTERED);
  const found = await json(['diff', 'pipeline.ts', '--against', 'base', '--prove'], { cwd });
  expect(found).toMatchObject({
    exitCode: 0,
    diagnostics: [],
    pipeline: 'clicks',
    against: 'base',
    known: true,
    differs: true,
    changes: [
      {
        kind: 'changed',
        what: 'filter',
        before: "kind === 'click'",
        after: "kind === 'click' && userId !== ''",
        origin: { file: 'pipeline.ts' },
      },
    ],
    unchanged: { outputs: 2 },
    deploy: null,
    proof: { agrees: true, taken: true, failed: null, made: { clicks: 1000 } },
  });
  const { operators } = found['state'] as { operators: { role: string; fate: string }[] };
  expect(operators.map(({ role, fate }) => [role, fate])).toEqual([
    ['source', 'kept'],
    ['window', 'kept in part'],
  ]);
  const proven = (found['proof'] as { operators: { found: string; agrees: boolean }[] }).operators;
  expect(proven.map(({ found: what, agrees }) => [what, agrees])).toEqual([
    ['loaded', true],
    ['loaded', true],
  ]);
});

test('a pipeline that was not there yet is new', async () => {
  edit(BEFORE);
  mkdirSync(join(cwd, 'empty'), { recursive: true });
  const found = await json(['diff', 'pipeline.ts', '--against', 'empty', '--detailed-exitcode'], { cwd });
  expect(found).toMatchObject({ exitCode: 2, known: false, state: null });
  const changes = found['changes'] as { kind: string }[];
  expect(changes.length).toBeGreaterThan(3);
  expect(changes.every(({ kind }) => kind === 'added')).toBe(true);
});

test('without a plan the changes are said, and nothing of the state', async () => {
  edit(LARGER);
  await pipectl(['compile', 'pipeline.ts', '--out', 'unplanned', '--no-planner'], { cwd });
  edit(FILTERED);
  const found = await json(['diff', 'pipeline.ts', '--against', 'unplanned/clicks'], { cwd });
  expect(found).toMatchObject({ exitCode: 0, state: null, diagnostics: [{ code: 'PC8503', severity: 'warning' }] });
  rmSync(join(cwd, 'unplanned'), { recursive: true });
});

test.each([
  ['a folder that is not there', ['--against', 'nowhere'], 1, 'PC8501'],
  ['a bundle that is none', ['--against', 'broken'], 1, 'PC8502'],
  ['neither', [], 64, 'PC9001'],
  ['both', ['--against', 'base', '--env', 'production'], 64, 'PC9001'],
  ['records without a proof', ['--against', 'base', '--input', 'clicks=clicks.jsonl'], 64, 'PC9001'],
  ['a plan without an environment', ['--against', 'base', '--out', 'plan.json'], 64, 'PC9001'],
  ['records of nothing', ['--against', 'base', '--prove', '--input', 'plays=clicks.jsonl'], 1, 'PC8505'],
])('%s is refused', async (_, options, exitCode, code) => {
  edit(BEFORE);
  mkdirSync(join(cwd, 'broken'), { recursive: true });
  writeFileSync(join(cwd, 'broken', 'bundle.json'), '{ "format": 1 }');
  expect(await json(['diff', 'pipeline.ts', ...options], { cwd })).toMatchObject({ exitCode, diagnostics: [{ code }] });
});
