/** A lake that is full: it is said, nothing is lost as long as there is room in the end, and otherwise it is said what was. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DevSession } from '../../local/dev/dev-session.js';
import { localClient } from '../../local/services/create/clients.js';
import { clicks, folderWith } from '../cli/pipectl.js';
import { compiledCase } from '../support/compile-case.js';
import { until } from './running-dev.js';

const RECORDS = 300;
let folder: string;
let problems: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipectl-full-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A session whose lake has room for one object of `RECORDS` and not for two. */
async function open(): Promise<DevSession> {
  const { bundle } = await compiledCase(join(folderWith({ 'pipeline.ts': clicks('clicks') }), 'pipeline.ts'), {
    withoutPlanner: true,
  });
  return DevSession.open(bundle, { project: folder, quotaBytes: 9_000, onProblem: (text) => problems.push(text) });
}

async function put({ services: { endpoint, region } }: DevSession, round: number): Promise<void> {
  const client = new FirehoseClient(localClient(endpoint, region));
  const Records = Array.from({ length: RECORDS }, (_, i) => ({
    Data: Buffer.from(
      JSON.stringify({ userId: `user-${round}-${i}-${(i * 7919) % 1009}`, kind: 'click', at: new Date(i) }),
    ),
  }));
  const { FailedPutCount } = await client.send(new PutRecordBatchCommand({ DeliveryStreamName: 'raw', Records }));
  expect(FailedPutCount).toBe(0);
  client.destroy();
}

async function rowsIn(files: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`SELECT CAST(count(*) AS INTEGER) AS n FROM read_parquet('${files}')`);
  const [row] = reader.getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return Number(row?.['n']);
}

test('what does not fit waits, is said, and is delivered once there is room', async () => {
  const session = await open();
  const { firehose, s3, lake } = session.services;
  await put(session, 1);
  expect(await firehose.flush()).toBe(true);
  await put(session, 2);
  expect(await firehose.flush()).toBe(false);
  expect(problems[0]).toMatch(/^The delivery stream 'raw' can't write to the bucket 'lake': .* at most 9,000 bytes/);
  const files = join(lake('raw'), '**', '*.parquet');
  expect(await rowsIn(files)).toBe(RECORDS);
  s3.store.quota.give(1_000_000);
  await until(() => firehose.waiting('raw').records === 0);
  expect(await session.close()).toEqual([]);
  expect(await rowsIn(files)).toBe(2 * RECORDS);
});

test('what still waits in the end is said with its reason', async () => {
  const session = await open();
  await put(session, 1);
  await session.services.firehose.flush();
  await put(session, 2);
  expect(await session.close()).toEqual([
    { stream: 'raw', records: RECORDS, reason: expect.stringContaining('at most 9,000 bytes') },
  ]);
});
