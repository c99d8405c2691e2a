/** The real planner and the real cluster through the client: plans, mistakes, cancelling, savepoints. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { bindToFiles, changedTables } from '../../local/bind.js';
import type { EmbeddedFlink, RunRequest } from '../../local/embedded-flink.js';
import { stopWhen } from '../../local/follow-files.js';
import { indexOf, popularityBundle, withSql } from './popularity-bundle.js';
import { eventsFile, realFlink, removeFolders, SLOW_MS, temporaryFolder } from './shared-flink.js';

let flink: EmbeddedFlink;
let plan: unknown;

beforeAll(async () => {
  flink = await realFlink();
  plan = await planOf(popularityBundle);
});
afterAll(removeFolders);

async function planOf(bundle: Bundle): Promise<unknown> {
  const answer = await flink.plan(bundle);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.plan;
}

const play = (minute: number) => ({
  userId: 'u1',
  titleId: 'a',
  kind: 'play',
  watchedSeconds: 1,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});

/** A run that waits for more lines at the end of its file. */
function following(file: string, directory: string): RunRequest {
  const changed = changedTables(plan);
  const tables = bindToFiles(popularityBundle, { inputs: { playback: [file] }, directory, changed });
  const source = { ...tables['source.playback'], follow: 'true' };
  return { bundle: popularityBundle, plan, tables: { ...tables, 'source.playback': source }, parallelism: 1 };
}

test('plans the same bytes again', async () => {
  // Under another name, because a bundle that it has planned before is not planned again.
  expect(JSON.stringify(await planOf({ ...popularityBundle, pipeline: 'again' }))).toBe(JSON.stringify(plan));
  expect(JSON.stringify(await planOf(popularityBundle))).toBe(JSON.stringify(plan));
});

test('gives a mistake with its statement and its place in that statement', async () => {
  const sql = 'SELECT `titleId`,\n  COUNT(*) AS `plays`\nFROM `playback`\nGROUP BY `titelId`';
  expect(await flink.plan(withSql('view', 'totals', sql))).toEqual({
    errors: [
      {
        statement: indexOf('view', 'totals'),
        message: "Column 'titelId' not found in any table",
        line: 4,
        column: 10,
        endLine: 4,
        endColumn: 18,
      },
    ],
  });
});

test('finds the statement of a mistake that Flink gives no place for', async () => {
  const sql = "SELECT * FROM `playback` WHERE PIPECTL_FILTER('popularity.filter', `kind` = `watchedSeconds`)";
  const answer = await flink.plan(withSql('view', 'popularity.filter', sql));
  expect(answer).toMatchObject({ errors: [{ statement: indexOf('view', 'popularity.filter') }] });
});

test('cancels when asked, and the job is gone when it has said so', async () => {
  const asked = new AbortController();
  const run = flink.run(
    following(eventsFile('events.jsonl', [play(1)]), temporaryFolder()),
    (event) => event.event === 'started' && asked.abort(),
    asked.signal,
  );
  await expect(run).rejects.toThrow('aborted');
});

test('stops with a savepoint and goes on from it', async () => {
  const file = eventsFile('events.jsonl', [play(1), play(2)]);
  const request = following(file, temporaryFolder());
  const { end: stopped, savepoint } = await stopWhen(
    flink,
    request,
    (counters) => counters['popularity']?.['counted'] === 2,
    temporaryFolder(),
  );
  expect(stopped).toMatchObject({ event: 'finished' });
  if (savepoint === null) throw new Error('not stopped');

  const directory = temporaryFolder();
  appendFileSync(file, `${JSON.stringify(play(3))}\n`);
  const { tables } = following(file, directory);
  const bounded = { ...tables, 'source.playback': { ...tables['source.playback'], follow: 'false' } };
  const end = await flink.run({ ...request, tables: bounded, savepoint }, () => undefined);
  expect(end).toMatchObject({ event: 'finished', counters: { playback: { read: 1 } } });
  const rows = readFileSync(join(directory, 'title-popularity.0.jsonl'), 'utf8');
  expect(JSON.parse(rows)).toMatchObject({ plays: 3, watchedSeconds: 3 });
});
