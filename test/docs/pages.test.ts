/** The pages of diagnostics: one for every code, and what is in the repository is what is made. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { catalog } from '../../compiler/diagnostics/catalog/index.js';
import { repository } from '../support/compile-case.js';
import { exampleFor, names, pages } from './pages.js';

const folder = join(repository, 'docs', 'diagnostics');
const made = pages();

test('every code has a case under test/diagnostics/ or an example under test/docs/examples/', () => {
  expect(names.filter((name) => exampleFor(name) === null).map((name) => `${catalog[name].code} ${name}`)).toEqual([]);
});

test('the pages are in step with the catalog and the cases: otherwise  npm run pages', () => {
  const stale = [...made]
    .filter(([file, text]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text)
    .map(([file]) => `docs/diagnostics/${file} is not what it should be: run  npm run pages`);
  const extra = readdirSync(folder)
    .filter((file) => !made.has(file))
    .map((file) => `docs/diagnostics/${file} is of no code: run  npm run pages`);
  expect([...stale, ...extra]).toEqual([]);
});

const shown = names.filter((name) => exampleFor(name) !== null);

test.each(shown)('%s: the page says the message and shows wrong and right', (name) => {
  const { code, severity } = catalog[name];
  const example = exampleFor(name);
  expect(example?.says).toContain(`${severity} ${code}: `);
  expect(example?.says).not.toMatch(/\/(work|home|tmp)\//);
  expect(example?.wrong.length).toBeGreaterThan(0);
  expect(example?.right.length).toBeGreaterThan(0);
  // Marks of the tests are no part of an example.
  expect(made.get(`${code}.md`)).not.toMatch(/\/\/ (\^+|\d+:\d+) (PC|TS)\d/);
});
