/** Real Flink processes from a packaged jar, on files: what they count, what they say, and that none is left. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { bindToFiles, changedTables } from '../../local/bind.js';
import { Cluster } from '../../local/cluster/cluster.js';
import { until } from '../../local/cluster/until.js';
import { balance } from '../../local/ledger.js';
import { DEFAULTS } from '../../pipelines/title-popularity/generator/playback.js';
import { writePlayback } from '../../pipelines/title-popularity/generate.js';
import { readPlayback } from '../oracle/records.js';
import { repository } from '../oracle/run-pipeline.js';
import { compilePipeline, writeJar, type CompiledPipeline } from './harness/package-pipeline.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-cluster-'));
const input = join(folder, 'playback.jsonl');
let pipeline: CompiledPipeline;

beforeAll(async () => {
  pipeline = await compilePipeline(join(repository, 'pipelines', 'title-popularity', 'pipeline.ts'));
  writePlayback({ ...DEFAULTS, events: 5_000, users: 100, titles: 20, malformed: 0.01 }, { out: input });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * The plan is the same for every binding, so files can be bound in the bundle itself. They are followed: what a task counts
 * right before its end, Flink's REST interface may never tell.
 */
function onFiles({ bundle, plan }: CompiledPipeline, directory: string): Bundle {
  const binding = bindToFiles(bundle, { inputs: { playback: [input] }, directory, changed: changedTables(plan) });
  const follow = (options: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    options['source'] === undefined ? options : { ...options, follow: 'true' };
  const statements = bundle.statements.map((statement) =>
    statement.kind === 'table' ? { ...statement, options: follow(binding[statement.name] ?? {}) } : statement,
  );
  return { ...bundle, placeholders: [], statements };
}

test('a packaged jar runs on a JobManager and a TaskManager of its own', async () => {
  const bundle = onFiles(pipeline, join(folder, 'rows'));
  const cluster = await Cluster.start({ folder: join(folder, 'files'), jar: writeJar(folder, bundle, pipeline.plan) });
  const { processes } = cluster;
  try {
    const { accepted, broken, read } = readPlayback(input, false);
    const source = await until(
      async () => {
        const ledger = balance(bundle.ledger, await cluster.counters(bundle.ledger), 0);
        const counts = ledger.stages.find(({ stage }) => stage === 'playback')?.counts;
        return ledger.balanced && counts?.['read'] === read ? counts : null;
      },
      { what: 'all records to be read and the books to balance', timeoutMs: 120_000 },
    );
    expect(source['accepted']).toBe(accepted.length);
    expect(broken.length).toBeGreaterThan(20);
    expect(await cluster.restarts()).toBe(0);
    await cluster.stopWithSavepoint({ drain: true });
    await expect(cluster.untilFinished()).resolves.toMatchObject({ state: 'FINISHED' });
  } finally {
    await cluster.close();
  }
  expect(processes).toHaveLength(2);
  expect(processes.map(({ pid }) => existsSync(`/proc/${pid}`))).toEqual([false, false]);
});

test('a job that can not start says why, and leaves no process', async () => {
  const jar = writeJar(folder, pipeline.bundle, pipeline.plan);
  const started = Cluster.start({ folder: join(folder, 'unbound'), jar, properties: { pipectl: { nope: 'a' } } });
  await expect(started).rejects.toThrow(
    "The property 'nope' is set, and the pipeline has no placeholder of that name.",
  );
  const logs = readdirSync(join(folder, 'unbound', 'logs')).filter((name) => name.endsWith('.log'));
  expect(logs).toContain('jobmanager-1.log');
  expect(readFileSync(join(folder, 'unbound', 'logs', 'jobmanager-1.log'), 'utf8')).toContain('bundle-refused');
});
