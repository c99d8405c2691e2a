/** A short slice of `npm run e2e` and `npm run chaos`: the same code with fewer events and one fault. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { repository } from '../oracle/run-pipeline.js';
import { runScenario } from './chaos/run-scenario.js';
import { endToEnd } from './end-to-end.js';
import { documentedMetrics, metricNames } from './harness/metric-names.js';
import { compilePipeline, type CompiledPipeline } from './harness/package-pipeline.js';
import { killTaskManager, untilCheckpoint, type Recovery } from './harness/recoveries.js';
import type { World } from './harness/world.js';
import { documentedActions, usedActions } from './permissions/used-permissions.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-services-'));
const log = (): void => undefined;
const guide = (name: string): string => readFileSync(join(repository, 'docs', `${name}.md`), 'utf8');
/** Processes of Flink beside those of other tests, on two cores. */
const SLOW_MS = 400_000;
let pipeline: CompiledPipeline;

beforeAll(async () => {
  pipeline = await compilePipeline(join(repository, 'pipelines', 'title-popularity', 'pipeline.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'every number is that of the oracle, over a stop with savepoint',
  async () => {
    const options = { folder: join(folder, 'e2e'), events: 4_000, seed: 1, users: 60, titles: 10, shards: 2 };
    const { problems, lake } = await endToEnd({ ...options, pipeline, log });
    expect(problems).toEqual([]);
    expect(lake.extraCopies).toBe(0);
  },
  SLOW_MS,
);

test(
  'a killed TaskManager loses nothing; the job has the metrics that are documented, and uses its role so',
  async () => {
    // The pipeline looks nothing up.
    const documented = documentedMetrics(guide('metrics')).filter((name) => !name.startsWith('lookup: '));
    let names: readonly string[] = [];
    const breaks = async ({ cluster }: World): Promise<readonly Recovery[]> => {
      await untilCheckpoint(cluster);
      names = await metricNames(cluster, documented);
      return [await killTaskManager(cluster)];
    };
    const options = { folder, pipeline, events: 16_000, seed: 2, log };
    const { problems, recoveries, uses } = await runScenario({ name: 'killed', breaks }, options);
    expect(problems).toEqual([]);
    expect(recoveries).toHaveLength(1);
    expect(usedActions(uses)).toEqual(documentedActions(guide('infrastructure'), 'every scenario'));
    expect(names).toEqual(documented);
  },
  SLOW_MS,
);
