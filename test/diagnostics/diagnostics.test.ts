/**
 * Each folder is a mistake: `pipeline.ts` makes it and marks where it is told of, `expected.txt` is what the author reads,
 * `right.ts` (or `right/pipeline.ts`) is the same, mended. `entry.txt` names something else to compile than the folder.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { positionOf } from '../../compiler/diagnostics/render.js';
import { compileEntry, rendered, testSources } from '../support/compile-case.js';
import '../support/golden.js';

const root = testSources('diagnostics');
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Relative, as an author would name it, so that messages hold no path of this machine. */
function entryOf(folder: string): string {
  const named = join(folder, 'entry.txt');
  const entry = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'pipeline.ts';
  return relative(process.cwd(), join(folder, entry));
}

/**
 * `// ^^^^ PC1234` under the place, as far as its first line goes; `// 1:1 PC1234` where no mark can stand.
 * Given as `line:column-column` with the last column left out of the second form.
 */
function marks(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(ts|json)$/.test(name) && name !== 'right.ts')
    .flatMap((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      return lines.flatMap((line, i) => {
        const under = /\/\/\s*(\^+) (PC\d{4}|TS\d+)$/.exec(line);
        const told = /\/\/ (\d+:\d+) (PC\d{4}|TS\d+)$/.exec(line);
        if (told) return [`${name}:${told[1]} ${told[2]}`];
        if (!under?.[1]) return [];
        const start = line.indexOf('^') + 1;
        // Marks stand under the nearest line that holds no marks.
        const above = lines.slice(0, i).findLastIndex((other) => !/\/\/\s*(\^|\d+:\d+ PC)/.test(other));
        return [`${name}:${above + 1}:${start}-${start + under[1].length} ${under[2]}`];
      });
    })
    .sort();
}

function placed({ code, span }: Diagnostic, folder: string, exact: boolean): string[] {
  if (!span) return [];
  const text = readFileSync(span.file, 'utf8');
  const { line, column, text: source } = positionOf(text, span.start);
  const end = Math.min(column + span.end - span.start, source.length + 1);
  return [`${relative(folder, span.file)}:${line}:${column}${exact ? `-${end}` : ''} ${code}`];
}

test.each(cases)('%s', async (name) => {
  const folder = join(root, name);
  const { diagnostics } = await compileEntry(entryOf(folder), { withoutPlanner: true });
  const expected = marks(folder);
  const exact = expected.every((mark) => mark.includes('-'));
  expect(diagnostics.flatMap((each) => placed(each, folder, exact)).sort()).toEqual(expected);
  expect(diagnostics.map(({ code }) => code)).toContain(name.slice(0, 6));
  expect(`${rendered(diagnostics)}\n`).toMatchGoldenFile(join(folder, 'expected.txt'));
  const right = ['right.ts', 'right/pipeline.ts'].map((path) => join(folder, path)).find((path) => existsSync(path)) ?? '';
  expect(rendered((await compileEntry(right, { withoutPlanner: true })).diagnostics)).toBe('');
});
