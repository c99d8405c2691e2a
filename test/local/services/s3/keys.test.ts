/** Any key of S3 is stored under exactly that key or refused by S3's own error; none reaches out of the folder. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { s3Service } from '../../../../local/services/s3/s3-service.js';
import { startLake, type Lake } from './lake.js';

let lake: Lake;
beforeAll(async () => {
  lake = await startLake();
});
afterAll(async () => {
  expect(lake.bugs).toEqual([]);
  await lake.close();
});

let count = 0;
async function bucket(): Promise<string> {
  const Bucket = `keys-${++count}`;
  await lake.client.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

const put = (Bucket: string, Key: string, Body = Key): Promise<unknown> =>
  lake.client.send(new PutObjectCommand({ Bucket, Key, Body }));

async function get(Bucket: string, Key: string): Promise<string | undefined> {
  const { Body } = await lake.client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

async function keys(Bucket: string): Promise<string[]> {
  const { Contents = [] } = await lake.client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

/** Everything below a folder but what the store keeps for itself. */
const outside = (): string[] =>
  readdirSync(lake.folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('.s3'));

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const AWKWARD = [
  ...['..', '.', '../a', 'a/../b', 'a/./b', '../../../../etc/passwd', '/', '//', '/a', 'a/', 'a//b', 'a/b//'],
  ...[
    '.s3/x',
    '../.s3/x',
    'a\\..\\b',
    'a\u0000b',
    'tab\tnew\nline',
    ' ',
    'a b ',
    '%2e%2e%2fa',
    'ü',
    'u\u0308',
    '\u{1F600}',
  ],
  ...['x'.repeat(300), `${'d/'.repeat(300)}end`, 'y'.repeat(1024), 'a?b#c', '&lt;', '-', 'CON', 'a:b', '*'],
];

test('awkward keys come back as they are, and lie in the folder', async () => {
  const Bucket = await bucket();
  for (const key of AWKWARD) await put(Bucket, key);
  for (const key of AWKWARD) expect(await get(Bucket, key)).toBe(key);
  expect(await keys(Bucket)).toEqual([...AWKWARD].sort(byBytes));
  const top = new Set(outside().map((name) => name.split('/')[0]));
  expect([...top].filter((name) => !name?.startsWith('keys-'))).toEqual([]);
  for (const Key of AWKWARD) await lake.client.send(new DeleteObjectCommand({ Bucket, Key }));
  expect(await keys(Bucket)).toEqual([]);
  expect(outside().filter((name) => name.startsWith(`${Bucket}/`))).toEqual([]);
});

test('a key that is a path is the file at that path', async () => {
  const Bucket = await bucket();
  await put(Bucket, 'dt=2026-11-21/part-0.parquet', 'rows');
  expect(readFileSync(join(lake.folder, Bucket, 'dt=2026-11-21', 'part-0.parquet'), 'utf8')).toBe('rows');
});

test('a key and keys below it, in both orders', async () => {
  const Bucket = await bucket();
  for (const key of ['a', 'a/b', 'a/b/c', 'z/y/x', 'z/y', 'z']) await put(Bucket, key);
  expect(await keys(Bucket)).toEqual(['a', 'a/b', 'a/b/c', 'z', 'z/y', 'z/y/x']);
  await lake.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await put(Bucket, 'a/b', 'again');
  expect(await get(Bucket, 'a/b')).toBe('again');
  expect(await get(Bucket, 'a/b/c')).toBe('a/b/c');
  expect(await keys(Bucket)).toEqual(['a/b', 'a/b/c', 'z', 'z/y', 'z/y/x']);
});

test('any keys, written at once and over each other, are those that were written', async () => {
  const segment = fc.oneof(
    fc.constantFrom('', '.', '..', 'a', 'b', 'A'),
    fc.string({ maxLength: 4, unit: 'grapheme' }),
  );
  const key = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/'))
    .filter((each) => each !== '');
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { minLength: 1, maxLength: 12 }), fc.nat(), async (written, some) => {
      const Bucket = await bucket();
      await Promise.all(written.map((each) => put(Bucket, each, 'first')));
      await Promise.all(written.map((each) => put(Bucket, each)));
      const gone = written.filter((_, index) => (index + some) % 3 === 0);
      await Promise.all(gone.map((Key) => lake.client.send(new DeleteObjectCommand({ Bucket, Key }))));
      const left = written.filter((each) => !gone.includes(each)).sort(byBytes);
      expect(await keys(Bucket)).toEqual(left);
      expect(await Promise.all(left.map((each) => get(Bucket, each)))).toEqual(left);
    }),
    { numRuns: 10 },
  );
});

test('a link in the folder leads nowhere', async () => {
  const Bucket = await bucket();
  const secret = join(lake.folder, '..', `pipectl-secret-${process.pid}`);
  mkdirSync(secret);
  writeFileSync(join(secret, 'file'), 'secret');
  symlinkSync(secret, join(lake.folder, Bucket, 'link'));
  await expect(get(Bucket, 'link/file')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await put(Bucket, 'link/new', 'mine');
  expect(await get(Bucket, 'link/new')).toBe('mine');
  expect(readdirSync(secret)).toEqual(['file']);
  rmSync(secret, { recursive: true });
});

test('a file that was put into the folder is an object; what the store wrote survives its restart', async () => {
  const Bucket = await bucket();
  await lake.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ContentType: 'text/plain' }));
  await put(Bucket, 'odd//key');
  writeFileSync(join(lake.folder, Bucket, 'by-hand.csv'), 'a,b\n');
  writeFileSync(join(lake.folder, Bucket, 'a'), 'changed');
  const again = s3Service({ directory: lake.folder });
  const heads = await Promise.all(['a', 'odd//key', 'by-hand.csv'].map((key) => again.store.head(Bucket, key)));
  expect(heads.map((head) => [head?.size, head?.headers['content-type'], head?.etag.length])).toEqual([
    [7, 'binary/octet-stream', 34],
    [8, 'application/octet-stream', 32],
    [4, 'binary/octet-stream', 34],
  ]);
  await again.close();
  expect(await keys(Bucket)).toEqual(['a', 'by-hand.csv', 'odd//key']);
});

test('names of buckets are names, and never the hidden folder', async () => {
  for (const Bucket of ['.s3', 'ab', 'A-b', 'a..b', '-ab', '1.2.3.4', 'x'.repeat(64)]) {
    const answer = lake.client.send(new CreateBucketCommand({ Bucket }));
    await expect(answer).rejects.toMatchObject({ name: 'InvalidBucketName' });
    const head = lake.client.send(new HeadObjectCommand({ Bucket, Key: 'bucket.json' }));
    await expect(head).rejects.toThrow();
  }
  expect(existsSync(join(lake.folder, '..', 'ab'))).toBe(false);
});
