/** A short slice of `npm run e2e` and `npm run chaos`: the same code with fewer events and one fault. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { repository } from '../oracle/run-pipeline.js';
import { runScenario } from './chaos/run-scenario.js';
import { endToEnd } from './end-to-end.js';
import { compilePipeline, type CompiledPipeline } from './harness/package-pipeline.js';
import { killTaskManager } from './harness/recoveries.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-services-'));
const log = (): void => undefined;
let pipeline: CompiledPipeline;

beforeAll(async () => {
  pipeline = await compilePipeline(join(repository, 'pipelines', 'title-popularity', 'pipeline.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every number is that of the oracle, over a stop with savepoint', async () => {
  const options = { folder: join(folder, 'e2e'), events: 4_000, seed: 1, users: 60, titles: 10, shards: 2 };
  const { problems, lake } = await endToEnd({ ...options, pipeline, log });
  expect(problems).toEqual([]);
  expect(lake.extraCopies).toBe(0);
});

test('a killed TaskManager loses nothing', async () => {
  const { problems, recoveries } = await runScenario(
    { name: 'killed', breaks: async ({ cluster }) => [await killTaskManager(cluster)] },
    { folder, pipeline, events: 16_000, seed: 2, log },
  );
  expect(problems).toEqual([]);
  expect(recoveries).toHaveLength(1);
});
