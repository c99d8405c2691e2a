/** Two versions of a real pipeline, and what people are told: each folder of `pairs/` is an edit with reviewed words. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { colours } from '../../../cli/colours.js';
import { diffText, unchangedIn } from '../../../cli/diff/diff-text.js';
import type { Compiled } from '../../../compiler/compile.js';
import { changesOf } from '../../../deploy/diff/changes-of.js';
import { jobDifferences } from '../../../deploy/diff/job-differences.js';
import { compiledCase, testSources } from '../../support/compile-case.js';
import '../../support/golden.js';

const root = testSources('deploy', 'diff', 'pairs');
const compiled = (pair: string, version: string): Promise<Compiled> =>
  compiledCase(join(root, pair, `${version}.ts`), { withoutPlanner: true });

async function told(before: Compiled, after: Compiled): Promise<string> {
  const changes = changesOf(before, after, jobDifferences(before.job, after.job));
  const unchanged = unchangedIn(after.bundle.description, changes);
  const common = { pipeline: after.bundle.pipeline, against: 'before', known: true, state: null, steps: null };
  return `${diffText({ ...common, changes, unchanged }, colours(false))}\n`;
}

test.each(readdirSync(root).sort())('%s', async (pair) => {
  const before = await compiled(pair, 'before');
  const after = await compiled(pair, 'after');
  expect(await told(before, after)).toMatchGoldenFile(join(root, pair, 'expected.txt'));
  expect(changesOf(after, after, [])).toEqual([]);
});
