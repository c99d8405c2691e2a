/** Bodies: in every form that clients send them, checked, streamed, whole or not at all, and no more than the quota. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3';
import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { crc32, crc32c, crc64nvme } from '../../../../local/services/s3/crc.js';
import { startLake, type Lake } from './lake.js';

const Bucket = 'lake';
let lake: Lake;

async function start(quotaBytes?: number): Promise<Lake> {
  lake = await startLake(quotaBytes === undefined ? {} : { quotaBytes });
  await lake.client.send(new CreateBucketCommand({ Bucket }));
  return lake;
}

afterEach(async () => {
  expect(lake.bugs).toEqual([]);
  await lake.close();
});

function ask(method: string, path: string, headers: Record<string, string>): ClientRequest {
  return httpRequest(lake.url + path, { method, headers, agent: false });
}

async function answered(request: ClientRequest): Promise<{ status: number; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}

async function text(Key: string): Promise<string | undefined> {
  return (await lake.client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

/** Files that are not objects yet. */
function unfinished(): string[] {
  const scratch = join(lake.folder, '.s3', '.scratch');
  return readdirSync(scratch).flatMap((each) => readdirSync(join(scratch, each)));
}

/** The check values of the published catalogue of CRCs, for the text 123456789. */
test('the CRCs are those that they are called', async () => {
  await start();
  const of = [crc32(), crc32c(), crc64nvme()].map((crc) => {
    crc.update(Buffer.from('12345'));
    crc.update(Buffer.from('6789'));
    return crc.digest().toString('hex');
  });
  expect(of).toEqual(['cbf43926', 'e3069283', 'ae8b14860a799888']);
});

/** As the SDKs of Java and Python send them: signed chunks, a trailer with a checksum and one with its signature. */
function chunked(data: Buffer, sizes: readonly number[], trailers: readonly string[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, data.length]) {
    const piece = data.subarray(at, at + size);
    at += piece.length;
    const head = `${piece.length.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n`;
    if (piece.length > 0) pieces.push(Buffer.from(head), piece, Buffer.from('\r\n'));
  }
  pieces.push(Buffer.from(['0;chunk-signature=1', ...trailers, '', ''].join('\r\n')));
  return Buffer.concat(pieces);
}

const chunkedHeaders = (
  length: number,
  decoded: number,
  more: Record<string, string> = {},
): Record<string, string> => ({
  'content-length': String(length),
  'content-encoding': 'aws-chunked,gzip',
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': String(decoded),
  ...more,
});

test('a chunked body is its data, however it is cut', async () => {
  await start();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 6 }),
      async (bytes, sizes, cuts) => {
        const data = Buffer.from(bytes);
        const crc = crc32();
        crc.update(data);
        const checksum = crc.digest().toString('base64');
        const body = chunked(data, sizes, [`x-amz-checksum-crc32:${checksum}`, 'x-amz-trailer-signature:0']);
        const headers = chunkedHeaders(body.length, data.length, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
        const request = ask('PUT', `/${Bucket}/chunked`, headers);
        let at = 0;
        for (const cut of cuts) {
          request.write(body.subarray(at, at + cut));
          at += cut;
          await new Promise((resolve) => setImmediate(resolve));
        }
        request.end(body.subarray(at));
        expect((await answered(request)).status).toBe(200);
        const { Body, ETag, ContentEncoding } = await lake.client.send(
          new GetObjectCommand({ Bucket, Key: 'chunked' }),
        );
        expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(data);
        expect(ETag).toBe(`"${createHash('md5').update(data).digest('hex')}"`);
        expect(ContentEncoding).toBe('gzip');
      },
    ),
    { numRuns: 20 },
  );
});

test.each([
  ['another checksum', 'x-amz-checksum-crc32:AAAAAA==', 5, 400, 'BadDigest'],
  ['no trailer', 'x-amz-other:1', 5, 400, 'MalformedTrailerError'],
  ['another length', 'x-amz-checksum-crc32:AAAAAA==', 6, 400, 'IncompleteBody'],
])('a chunked body with %s is refused and leaves nothing', async (_, trailer, decoded, status, code) => {
  await start();
  const body = chunked(Buffer.from('hello'), [], [trailer]);
  const request = ask(
    'PUT',
    `/${Bucket}/bad`,
    chunkedHeaders(body.length, decoded, { 'x-amz-trailer': 'x-amz-checksum-crc32' }),
  );
  request.end(body);
  const answer = await answered(request);
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([status, code]);
  await expect(text('bad')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(unfinished()).toEqual([]);
});

test('what is not in chunks is never taken as data', async () => {
  await start();
  for (const body of ['hello', 'zz\r\nhello\r\n0\r\n\r\n', '3\r\nhello\r\n0\r\n\r\n', '5\r\nhel']) {
    const request = ask('PUT', `/${Bucket}/bad`, chunkedHeaders(body.length, 5));
    request.end(body);
    expect((await answered(request)).status).toBe(400);
  }
  await expect(text('bad')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('an object is there when it is whole: it is on disk before, and is gone when its sender goes', async () => {
  await start();
  await lake.client.send(new PutObjectCommand({ Bucket, Key: 'slow', Body: 'before' }));
  const half = Buffer.alloc(1024 * 1024, 'x');
  const send = (): ClientRequest => {
    const request = ask('PUT', `/${Bucket}/slow`, { 'content-length': String(2 * half.length) });
    request.on('error', () => undefined);
    request.write(half);
    return request;
  };
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const leaving = send();
  await until(() => unfinished().length === 1);
  expect(await text('slow')).toBe('before');
  leaving.destroy();
  await until(() => unfinished().length === 0);
  expect(await text('slow')).toBe('before');
  const staying = send();
  staying.end(half);
  expect((await answered(staying)).status).toBe(200);
  expect((await text('slow'))?.length).toBe(2 * half.length);
});

test('who reads an object reads it as it was, also when it is replaced meanwhile', async () => {
  await start();
  const large = (letter: string): Buffer => Buffer.alloc(4 * 1024 * 1024, letter);
  await lake.client.send(new PutObjectCommand({ Bucket, Key: 'read', Body: large('a') }));
  const { Body } = await lake.client.send(new GetObjectCommand({ Bucket, Key: 'read' }));
  await lake.client.send(new PutObjectCommand({ Bucket, Key: 'read', Body: large('b') }));
  await lake.client.send(new DeleteObjectCommand({ Bucket, Key: 'read' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(large('a'))).toBe(true);
});

test('a full disk says so, keeps what it has, and takes more when there is room', async () => {
  await start(10_000);
  const put = (Key: string, size: number): Promise<unknown> =>
    lake.client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(size) }));
  await put('a', 4_000);
  await put('b', 4_000);
  const refusal = { name: 'InsufficientStorage', $metadata: { httpStatusCode: 507 } };
  await expect(put('c', 4_000)).rejects.toMatchObject(refusal);
  await expect(put('c', 4_000)).rejects.toThrow(/of at most 10,000 bytes/);
  expect(unfinished()).toEqual([]);
  await put('a', 1_000);
  await put('c', 4_000);
  await lake.client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
  await put('d', 4_000);
  await expect(put('e', 4_000)).rejects.toMatchObject(refusal);
});

test.each<[ChecksumAlgorithm, 'COMPOSITE' | 'FULL_OBJECT']>([
  ['CRC32', 'FULL_OBJECT'],
  ['CRC32C', 'COMPOSITE'],
  ['SHA256', 'COMPOSITE'],
])('%s of an upload in parts, %s', async (algorithm, type) => {
  await start();
  const Key = 'parts';
  const parts = [Buffer.alloc(5 * 1024 * 1024, 'p'), Buffer.from('end')];
  const begin = { Bucket, Key, ChecksumAlgorithm: algorithm, ChecksumType: type };
  const { UploadId } = await lake.client.send(new CreateMultipartUploadCommand(begin));
  const Parts = await Promise.all(
    parts.map(async (Body, index) => {
      const input = { Bucket, Key, UploadId, PartNumber: index + 1, Body, ChecksumAlgorithm: algorithm };
      const { $metadata: _, ...done } = await lake.client.send(new UploadPartCommand(input));
      return { PartNumber: index + 1, ...done };
    }),
  );
  const done = await lake.client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  const of = (all: readonly Buffer[]): Buffer => {
    if (algorithm === 'SHA256') return createHash('sha256').update(Buffer.concat(all)).digest();
    const crc = algorithm === 'CRC32' ? crc32() : crc32c();
    for (const each of all) crc.update(each);
    return crc.digest();
  };
  const composite = `${of(parts.map((part) => of([part]))).toString('base64')}-2`;
  const expected = type === 'FULL_OBJECT' ? of(parts).toString('base64') : composite;
  expect(done).toMatchObject({ [`Checksum${algorithm}`]: expected, ChecksumType: type });
});
