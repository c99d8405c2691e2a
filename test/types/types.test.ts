/** The DSL's types: what must compile does, and what must not is refused for the reason that is marked. */
import { expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { positionOf } from '../../compiler/diagnostics/render.js';
import { load } from '../../compiler/load/load.js';
import { testSources } from '../support/compile-case.js';

const CASES = testSources('types');
const problems = (path: string): string[] => load(path).diagnostics.map(({ code, message }) => `${code} ${message}`);

test('what must compile does', () => expect(problems(join(CASES, 'accepted.ts'))).toEqual([]));

test('what must not compile does not', () => expect(problems(join(CASES, 'refused.ts'))).toEqual([]));

test('each is refused with the number it is marked with', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipectl-types-')));
  for (const name of ['events.ts', 'tsconfig.json']) copyFileSync(join(CASES, name), join(folder, name));
  const text = readFileSync(join(CASES, 'refused.ts'), 'utf8').replaceAll('@ts-expect-error', 'refused with');
  const marked = [...text.matchAll(/\/\/ refused with (TS\d+)\n/g)];
  const expected = marked.map((mark) => `${positionOf(text, mark.index).line + 1} ${mark[1]}`);
  writeFileSync(join(folder, 'refused.ts'), text);
  const found = load(join(folder, 'refused.ts')).diagnostics.map(
    ({ code, span }) => `${positionOf(text, span?.start ?? 0).line} ${code}`,
  );
  expect(found).toEqual(expected);
  expect(found.length).toBeGreaterThan(45);
});
