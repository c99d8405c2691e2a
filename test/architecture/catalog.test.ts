/** The catalog of messages is complete: codes unique and in range, each shown by a case or a test, each with its page. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { catalog } from '../../compiler/diagnostics/catalog/index.js';
import { repository, testSources } from '../support/compile-case.js';
import { sourceFiles } from '../support/source-files.js';

const codes: string[] = Object.values(catalog).map(({ code }) => code);

/** The first digits of the codes in each file of the catalog. */
const RANGES: Readonly<Record<string, RegExp>> = {
  load: /^PC10\d\d$/,
  evaluate: /^PC11\d\d$/,
  types: /^PC12\d\d$/,
  lambdas: /^PC1[345]\d\d$/,
  check: /^PC2\d{3}$/,
  lower: /^PC3\d{3}$/,
  emit: /^PC4\d{3}$/,
  plan: /^PC5\d{3}$/,
  run: /^PC6\d{3}$/,
  local: /^PC7\d{3}$/,
  deploy: /^PC80\d\d$/,
  'deploy-apply': /^PC81\d\d$/,
  'deploy-operate': /^PC83\d\d$/,
  infrastructure: /^PC84\d\d$/,
  'deploy-diff': /^PC85\d\d$/,
  configuration: /^PC9\d{3}$/,
};

test('codes are unique', () => {
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

test.each(Object.entries(RANGES))('codes of %s are in its range', (file, range) => {
  const [source] = sourceFiles('compiler/diagnostics/catalog').filter(({ path }) => path.endsWith(`/${file}.ts`));
  const found = [...(source?.text ?? '').matchAll(/'(PC\d+)'/g)].map(([, code]) => code ?? '');
  expect(found.filter((code) => !range.test(code))).toEqual([]);
});

test('every file of the catalog has a range', () => {
  const files = sourceFiles('compiler/diagnostics/catalog').map(({ path }) => path.replace(/^.*\/|\.ts$/g, ''));
  expect(files.filter((file) => file !== 'index' && !(file in RANGES))).toEqual([]);
});

/** Made by pipectl itself, never by a pipeline's text: shown by a test that names them instead of by a case. */
const WITHOUT_CASE: Readonly<Record<string, string>> = {
  PC4001: 'test/check/limits.test.ts',
  PC5001: 'test/plan/planner-errors.test.ts',
};

test('every code of the compiler has a case, or a test that names it', () => {
  const cases = readdirSync(testSources('diagnostics')).map((name) => name.slice(0, 'PC0000'.length));
  const compiling = codes.filter((code) => /^PC[1-5]/.test(code));
  expect(compiling.filter((code) => !cases.includes(code) && !(code in WITHOUT_CASE))).toEqual([]);
  for (const [code, path] of Object.entries(WITHOUT_CASE)) {
    expect(sourceFiles('test').find((file) => file.path === path)?.text).toContain(code);
  }
});

test('every case is of a code in the catalog', () => {
  const cases = readdirSync(testSources('diagnostics')).filter((name) => /^PC\d/.test(name));
  expect(cases.filter((name) => !codes.includes(name.slice(0, 'PC0000'.length)))).toEqual([]);
});

test('every code has a page once there are pages', () => {
  const folder = join(repository, 'docs', 'diagnostics');
  const pages = existsSync(folder) ? readdirSync(folder).filter((name) => /^PC\d{4}/.test(name)) : [];
  if (pages.length === 0) return;
  expect(codes.filter((code) => !pages.some((page) => page.startsWith(code)))).toEqual([]);
});

/** The rules of a good message that a machine can hold. */
test('messages say what, why and the edit to make, without you, please or exclamation', () => {
  const source = sourceFiles('compiler/diagnostics/catalog')
    .map(({ text }) => text)
    .join('\n');
  expect(source.match(/\b(please|you|your)\b/gi)?.length ?? 0).toBe(0);
});
