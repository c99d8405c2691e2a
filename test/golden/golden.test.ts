/** Each folder with a `pipeline.ts` is a case: Flink's planner accepts it, and its SQL and settings are the reviewed ones. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { compiledCase, repository, testSources } from '../support/compile-case.js';
import '../support/golden.js';

const root = testSources('golden');
const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('pipeline.ts'))
  .map((path) => join(root, path, '..'))
  .sort();

test.each(cases.map((folder) => [relative(root, folder), folder]))('%s', async (_name, folder) => {
  const { sql, job } = await compiledCase(join(folder, 'pipeline.ts'));
  expect(sql).toMatchGoldenFile(join(folder, 'expected.sql'));
  expect(`${JSON.stringify(job, null, 2)}\n`).toMatchGoldenFile(join(folder, 'expected.job.json'));
});

test('the pipelines of this repository have golden files', async () => {
  for (const folder of readdirSync(join(repository, 'pipelines'))) {
    const entry = join(repository, 'pipelines', folder);
    if (!existsSync(join(entry, 'pipeline.ts'))) continue;
    const { sql, job } = await compiledCase(join(entry, 'pipeline.ts'));
    expect(sql).toMatchGoldenFile(join(entry, 'golden', 'pipeline.sql'));
    expect(`${JSON.stringify(job, null, 2)}\n`).toMatchGoldenFile(join(entry, 'golden', 'job.json'));
  }
});
