/** What a bundle says of itself: each kind of stage and output, in reviewed files. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { jsonText } from '../../../compiler/ir/json-text.js';
import { compiledCase, repository, testSources } from '../../support/compile-case.js';
import '../../support/golden.js';

const CASES: readonly (readonly [name: string, entry: string])[] = [
  ['title-popularity', join(repository, 'pipelines', 'title-popularity', 'pipeline.ts')],
  ...[
    'source/every-option',
    'source/every-type',
    'source/computed-time-and-rules',
    'stages/enrich',
    'window/session',
  ].map((name) => [name.replace('/', '-'), testSources('golden', name, 'pipeline.ts')] as const),
];

test.each(CASES)('%s', async (name, entry) => {
  const { bundle } = await compiledCase(entry, { withoutPlanner: true });
  expect(jsonText(bundle.description)).toMatchGoldenFile(testSources('deploy', 'diff', 'golden', `${name}.json`));
});
