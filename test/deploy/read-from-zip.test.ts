/** Files read out of an archive piece by piece: one that Info-ZIP has made, and one of ours. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { appendToZip } from '../../deploy/package/append-to-zip.js';
import { readFromZip } from '../../deploy/package/read-from-zip.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Long enough that the directory is not among the last 64 kB. */
function archive(): Buffer {
  const names = Array.from({ length: 2_000 }, (_, i) => `some-rather-long-name-of-a-file-${i}.txt`);
  for (const name of names) writeFileSync(join(folder, name), `${name} `.repeat(20));
  execFileSync('zip', ['-q', 'archive.zip', ...names], { cwd: folder });
  return readFileSync(join(folder, 'archive.zip'));
}

test('compressed files and added ones, without reading the whole archive', async () => {
  const bytes = appendToZip(archive(), [{ name: 'META-INF/added.json', content: Buffer.from('{"a":1}') }]);
  let read = 0;
  const range = async (start: number, end: number): Promise<Buffer> => {
    read += end - start;
    return bytes.subarray(start, end);
  };
  const names = ['some-rather-long-name-of-a-file-7.txt', 'META-INF/added.json', 'not-there'];
  const found = await readFromZip(range, bytes.length, names);
  expect([...(found ?? [])].map(([name, content]) => [name, content.toString()])).toEqual([
    [names[0], `${names[0]} `.repeat(20)],
    [names[1], '{"a":1}'],
  ]);
  expect(read).toBeLessThan(bytes.length * 0.8);
});

test('what is no archive is none', async () => {
  const bytes = Buffer.alloc(500, 'x');
  expect(await readFromZip(async (start, end) => bytes.subarray(start, end), bytes.length, ['a'])).toBeNull();
});
