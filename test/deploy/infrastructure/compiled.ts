/** Bundles that templates are made of, without Flink's planner, which adds nothing to them. */
import { join } from 'node:path';
import type { Compiled } from '../../../compiler/compile.js';
import { compiledCase, repository, testSources } from '../../support/compile-case.js';

export const popularity = (): Promise<Compiled> =>
  compiledCase(join(repository, 'pipelines', 'title-popularity', 'pipeline.ts'), { withoutPlanner: true });

export const everything = (): Promise<Compiled> =>
  compiledCase(testSources('deploy', 'infrastructure', 'pipelines', 'everything', 'pipeline.ts'), {
    withoutPlanner: true,
  });
