/** The lock between processes: one at a time, and never stuck behind a dead one. */
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { withLock } from '../../local/lock.js';
import { removeFolders, temporaryFolder } from './shared-flink.js';

afterAll(removeFolders);

test('lets one in at a time and tells the others once', async () => {
  const path = join(temporaryFolder(), 'a', 'lock');
  let inside = 0;
  let most = 0;
  let waited = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    // The first one stays until the others have come.
    do await sleep(20);
    while (waited < 3);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 4 }, () => withLock(path, work, () => (waited += 1))));
  expect([most, waited, existsSync(path)]).toEqual([1, 3, false]);
});

test('is free again after a failure', async () => {
  const path = join(temporaryFolder(), 'lock');
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(path, () => Promise.resolve('in'))).toBe('in');
});

test('takes over from a dead process, and from one that has not freshened it', async () => {
  const path = join(temporaryFolder(), 'lock');
  writeFileSync(path, '999999999');
  expect(await withLock(path, () => Promise.resolve('in'))).toBe('in');
  writeFileSync(path, String(process.pid));
  utimesSync(path, new Date(0), new Date(0));
  expect(await Promise.all([1, 2, 3].map((n) => withLock(path, () => Promise.resolve(n))))).toEqual([1, 2, 3]);
});
