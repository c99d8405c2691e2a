/**
 * `pipectl dev` of the demo pipeline over all its services: what they hold in the end is what the oracle says, and nothing
 * of it runs on, whether it is interrupted or killed.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient, ListShardsCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localClient } from '../../local/services/create/clients.js';
import { DEFAULTS } from '../../pipelines/title-popularity/generator/playback.js';
import { writePlayback } from '../../pipelines/title-popularity/generate.js';
import { differences } from '../oracle/compare.js';
import { APPROXIMATE } from '../oracle/expected.js';
import { OpenSearchIndex } from '../services/harness/documents.js';
import { expected } from '../services/harness/expected.js';
import { itemsOf } from '../services/harness/items.js';
import { sharedFlink } from '../support/compile-case.js';
import { compareLake } from '../services/harness/lake.js';
import { allGone, isFree, isJobAlive, RunningDev, until } from './running-dev.js';

const PIPELINE = 'title-popularity';
const EVENTS = 4_000;
const folder = mkdtempSync(join(tmpdir(), 'pipectl-dev-'));
const stateFile = join(folder, '.pipectl', 'dev', `${PIPELINE}.json`);
const running: RunningDev[] = [];

const start = (...args: readonly string[]): RunningDev => {
  const dev = RunningDev.start(folder, PIPELINE, args);
  running.push(dev);
  return dev;
};

/** Otherwise it would be a child of the command that needs it first, and rightly outlive that. */
beforeAll(() => sharedFlink());
afterAll(async () => {
  for (const dev of running) await dev.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** One event for every shard, later than all others, so that every window closes. */
async function closeWindows(kinesis: KinesisClient, after: number): Promise<Buffer[]> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: 'playback' }));
  return Promise.all(
    Shards.map(async ({ HashKeyRange }, index) => {
      const at = new Date(after + 15 * 60_000).toISOString();
      const event = { eventId: `end-${index}`, userId: 'u', titleId: 't', kind: 'search', watchedSeconds: 0, at };
      const Data = Buffer.from(JSON.stringify(event));
      const ExplicitHashKey = HashKeyRange?.StartingHashKey;
      await kinesis.send(new PutRecordCommand({ StreamName: 'playback', PartitionKey: 'end', ExplicitHashKey, Data }));
      return Data;
    }),
  );
}

test('killed in the middle, it leaves nothing that runs, and the next one starts', async () => {
  const dev = start();
  const { job, endpoint, opensearch } = await dev.event('running');
  await until(() => isJobAlive(job));
  const children = dev.children();
  expect(children).not.toEqual([]);
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ pid: dev.pid, endpoint, opensearch });

  const second = start();
  expect(await second.end('SIGCONT')).toBe(1);
  expect(second.document).toMatchObject({ diagnostics: [{ name: 'devAlreadyRuns' }] });

  await dev.end('SIGKILL');
  await until(() => allGone(children));
  await until(async () => !(await isJobAlive(job)));
  expect(await isFree(String(endpoint))).toBe(true);
  expect(await isFree(String(opensearch))).toBe(true);
});

test('all services hold what the oracle says, and an interrupt stops everything', async () => {
  const file = join(folder, 'events.jsonl');
  writePlayback({ ...DEFAULTS, events: EVENTS, users: 100, titles: 20, malformed: 0.01 }, { out: file });
  const sent = readFileSync(file, 'latin1')
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'));
  const latest = Math.max(...expected(sent).accepted.map(({ at }) => at));

  const dev = start('--input', `playback=${file}`);
  const { job, endpoint, opensearch } = await dev.event('running');
  const local = localClient(String(endpoint), 'us-east-1');
  const [kinesis, dynamodb] = [new KinesisClient(local), new DynamoDBClient(local)];
  await dev.event('fed');
  const owed = expected([...sent, ...(await closeWindows(kinesis, latest))]);
  expect(owed.rows.length).toBeGreaterThan(50);

  const index = new OpenSearchIndex(String(opensearch), 'title-popularity-live');
  await until(async () => (await itemsOf(dynamodb, PIPELINE)).length >= owed.rows.length);
  await until(async () => (await index.count()) >= owed.rows.length);
  const same = { key: ['titleId', 'slot'], approximate: APPROXIMATE };
  expect(differences(await itemsOf(dynamodb, PIPELINE), owed.rows, same)).toEqual([]);
  const documents = (await index.documents()).map(({ $id: _, ...row }) => row);
  expect(differences(documents, owed.rows, same)).toEqual([]);

  const children = dev.children();
  const ended = await dev.end('SIGINT');
  expect(`${ended}: ${dev.said}`).toMatch(/^130: /);
  expect(allGone(children)).toBe(true);
  expect(await isJobAlive(job)).toBe(false);
  expect(await isFree(String(endpoint))).toBe(true);
  expect(await isFree(String(opensearch))).toBe(true);
  expect(existsSync(stateFile)).toBe(false);
  expect(dev.document).toMatchObject({ command: 'dev', exitCode: 130, fed: { playback: EVENTS } });

  const lake = join(folder, '.pipectl', 'dev', PIPELINE, 'services', 's3', 'lake', 'playback-raw', '**', '*.parquet');
  expect(await compareLake(lake, owed.accepted, folder)).toMatchObject({ extraCopies: 0, problems: [] });
  kinesis.destroy();
  dynamodb.destroy();
});
