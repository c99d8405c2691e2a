/** What is removed from the cache when a JVM starts, and what is kept because another one may still use it. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { tidyCache } from '../../local/tidy.js';
import { removeFolders, temporaryFolder } from './shared-flink.js';

const before = process.env['PIPECTL_CACHE'];
let cache = '';

beforeEach(() => {
  cache = temporaryFolder();
  process.env['PIPECTL_CACHE'] = cache;
});
afterEach(() => {
  if (before === undefined) delete process.env['PIPECTL_CACHE'];
  else process.env['PIPECTL_CACHE'] = before;
});
afterAll(removeFolders);

function put(path: string, text: string, daysOld: number): void {
  const file = join(cache, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const time = new Date(Date.now() - daysOld * 24 * 3600 * 1000);
  for (const each of [file, dirname(file)]) utimesSync(each, time, time);
}

test('removes what no JVM uses and nobody has used for days', async () => {
  put('servers/alive.json', JSON.stringify({ pid: process.pid, jars: 'jars-alive' }), 9);
  put('servers/dead.json', JSON.stringify({ pid: 999_999_999, jars: 'jars-dead' }), 0);
  for (const key of ['alive', 'dead']) {
    put(`logs/${key}.log`, '', 9);
    put(`scratch/${key}/file`, '', 9);
    put(`jars-${key}/pipectl-local.jar`, '', 9);
  }
  put('logs/recent.log', '', 0);
  put('jars-own/pipectl-local.jar', '', 9);
  put('jars-recent/pipectl-local.jar', '', 0);
  put('flink-2.2.0-abc/flink.jar', '', 99);
  await tidyCache('jars-own');
  expect(readdirSync(cache).sort()).toEqual([
    'flink-2.2.0-abc',
    'jars-alive',
    'jars-own',
    'jars-recent',
    'logs',
    'scratch',
    'servers',
  ]);
  expect(readdirSync(join(cache, 'servers'))).toEqual(['alive.json']);
  expect(readdirSync(join(cache, 'scratch'))).toEqual(['alive']);
  expect(readdirSync(join(cache, 'logs')).sort()).toEqual(['alive.log', 'recent.log']);
});

test('an empty cache is tidy', async () => {
  await tidyCache('jars-own');
  expect(readdirSync(cache)).toEqual([]);
});
