/** The front as a client sees it over HTTP: routing, both wire formats, who is let in, and how it ends. */
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { decode, encode } from 'cborg';
import { AwsError } from '../../../../local/services/front/aws-error.js';
import { callOperation, type Operations } from '../../../../local/services/front/operations.js';
import type { LocalService, ServiceRequest } from '../../../../local/services/front/service.js';
import { startFront, type Front, type FrontOptions } from '../../../../local/services/front/start-front.js';
import { stsService } from '../../../../local/services/sts/sts.js';
import { send, signedFor, type Sent } from './http.js';

const AT = new Date(1_700_000_000_123);

const operations: Operations = {
  Echo: (input, { region }) => ({ input, region }),
  Types: () => ({ Bytes: Buffer.from('hé'), At: AT, Absent: undefined, List: [{ At: AT }] }),
  Nothing: () => undefined,
  Refuse: () => {
    throw new AwsError('ResourceNotFoundException', 'Stream x not found.');
  },
  Break: () => {
    throw new Error('a secret of the house');
  },
};

const table = (name: string, targetPrefix: string): LocalService => ({
  name,
  protocol: 'json',
  targetPrefix,
  handle: (request) => callOperation(operations, request),
  close: async () => undefined,
});

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const s3 = (): LocalService => ({
  name: 's3',
  protocol: 'rest-xml',
  streaming: true,
  async handle({ method, path, query, stream }: ServiceRequest) {
    if (path === '/missing') throw new AwsError('NoSuchKey', 'There is no <key>.', 404);
    if (path === '/cut') return { status: 200, body: cutShort() };
    if (method === 'PUT') return { status: 200, body: String((await readAll(stream)).length) };
    return { status: 200, headers: { etag: '"1"' }, body: Readable.from([`${path}|`, query.get('prefix') ?? '']) };
  },
  close: async () => undefined,
});

const cutShort = (): Readable =>
  Readable.from(
    (async function* () {
      yield 'some';
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('the disk is gone');
    })(),
  );

let front: Front | undefined;
afterEach(async () => {
  await front?.close();
  front = undefined;
});

async function start(options: FrontOptions = {}): Promise<(sent: Sent) => ReturnType<typeof send>> {
  const services = [table('kinesis', 'Kinesis_20131202'), table('firehose', 'Firehose_20150804'), stsService(), s3()];
  const { port } = (front = await startFront(services, options));
  return (sent) => send(port, sent);
}

const JSON_1_1 = 'application/x-amz-json-1.1';
const CBOR = 'application/x-amz-cbor-1.1';
const call = (operation: string, body = '{}', type = JSON_1_1): Sent => ({
  headers: { ...signedFor('kinesis'), 'content-type': type, 'x-amz-target': `Kinesis_20131202.${operation}` },
  body,
});

test('JSON: bytes as base64, times as seconds, the content type of the request, an id', async () => {
  const ask = await start();
  const { status, headers, body } = await ask(call('Types'));
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(JSON_1_1);
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.parse(body.toString())).toEqual({
    Bytes: 'aMOp',
    At: 1_700_000_000.123,
    List: [{ At: 1_700_000_000.123 }],
  });
  expect((await ask(call('Types', '{}', 'application/x-amz-json-1.0'))).headers['content-type']).toBe(
    'application/x-amz-json-1.0',
  );
});

test('CBOR: byte strings, tag 1 with milliseconds, also in the request', async () => {
  const ask = await start();
  const { headers, body } = await ask(call('Types', '', CBOR));
  expect(headers['content-type']).toBe(CBOR);
  expect(body.includes(Buffer.from([0x62, 0x41, 0x74, 0xc1, 0x1b, 0, 0, 0x01, 0x8b, 0xcf, 0xe5, 0x68, 0x7b]))).toBe(
    true,
  );
  expect(decode(body, { tags: { 1: (content) => content() } })).toMatchObject({ At: 1_700_000_000_123 });
  // A map of indefinite length, as Jackson writes it.
  const sent = Buffer.concat([
    Buffer.from([0xbf]),
    encode('N'),
    encode(5),
    encode('B'),
    encode(Buffer.from([7])),
    Buffer.from([0xff]),
  ]);
  const echo = await ask({ ...call('Echo', '', CBOR), body: sent });
  expect(decode(echo.body)).toEqual({ input: { N: 5, B: Uint8Array.from([7]) }, region: 'eu-west-1' });
});

test.each([
  ['JSON', JSON_1_1, (body: Buffer): unknown => JSON.parse(body.toString())],
  ['CBOR', CBOR, (body: Buffer): unknown => decode(body)],
])('an error in %s', async (_, type, read) => {
  const bugs: unknown[] = [];
  const ask = await start({ onBug: (error) => bugs.push(error) });
  const refused = await ask({ ...call('Refuse', '', type) });
  expect([refused.status, refused.headers['content-type']]).toEqual([400, type]);
  expect(read(refused.body)).toEqual({ __type: 'ResourceNotFoundException', message: 'Stream x not found.' });
  expect(read((await ask(call('Unheard', '', type))).body)).toEqual({ __type: 'UnknownOperationException' });
  expect(read((await ask(call('Echo', 'x', type))).body)).toMatchObject({ __type: 'SerializationException' });
  expect(bugs).toEqual([]);
  const broken = await ask(call('Break', '', type));
  expect([broken.status, read(broken.body)]).toEqual([
    500,
    { __type: 'InternalFailure', message: 'The local service failed.' },
  ]);
  expect(bugs).toHaveLength(1);
});

test('an answer without a body', async () => {
  const ask = await start();
  const { status, headers, body } = await ask(call('Nothing'));
  expect([status, headers['content-length'], body.length]).toEqual([200, '0', 0]);
});

test('the scope of the signature says which service, then the target, then it is S3', async () => {
  const ask = await start();
  const { authorization, ...unsigned } = call('Echo').headers ?? {};
  expect(JSON.parse((await ask({ headers: unsigned, body: '{}' })).body.toString())).toMatchObject({
    region: 'us-east-1',
  });
  expect((await ask({ method: 'GET', path: '/b/../a//k%20?prefix=x' })).body.toString()).toBe('/b/../a//k%20|x');
  const presigned = '/?X-Amz-Credential=AKID%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&prefix=y';
  expect((await ask({ method: 'GET', path: presigned })).body.toString()).toBe('/|y');
  const unknown = await ask({ headers: signedFor('lambda'), body: '{}' });
  expect(unknown.status).toBe(404);
  expect(JSON.parse(unknown.body.toString())).toEqual({
    __type: 'UnknownServiceException',
    message: "There is no local 'lambda'. Running: kinesis, firehose, sts, s3.",
  });
  expect(authorization).toContain('/kinesis/');
});

test('errors of S3 are XML, and those of HEAD have no body', async () => {
  const ask = await start();
  const { status, headers, body } = await ask({ method: 'GET', path: '/missing', headers: signedFor('s3') });
  expect([status, headers['content-type']]).toEqual([404, 'application/xml']);
  expect(body.toString()).toContain(
    '<Error><Code>NoSuchKey</Code><Message>There is no &lt;key&gt;.</Message><Resource>/missing</Resource>',
  );
  expect(await ask({ method: 'HEAD', path: '/missing' })).toMatchObject({ status: 404, body: Buffer.alloc(0) });
});

test('a streaming service reads bodies longer than any JSON request, the others refuse them', async () => {
  const ask = await start();
  const long = Buffer.alloc(33 * 1024 * 1024, 0x20);
  expect((await ask({ method: 'PUT', path: '/b/k', body: long })).body.toString()).toBe(String(long.length));
  const refused = await ask({ ...call('Echo'), body: long });
  expect(refused.status).toBe(413);
  expect(JSON.parse(refused.body.toString())).toMatchObject({ __type: 'RequestEntityTooLargeException' });
});

test('a body that breaks off is a cut connection, not a whole answer', async () => {
  const ask = await start();
  await expect(ask({ method: 'GET', path: '/cut' })).rejects.toThrow(/aborted|reset|hang up/i);
});

/** As the SDK's clients of Kinesis speak: HTTP/2 from the first byte. */
function ask2(session: ClientHttp2Session, path: string, body: Buffer, authority?: string): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const names = { ...call('Echo').headers, ...(authority && { ':authority': authority }) };
    const stream = session.request({ ...names, ':method': 'POST', ':path': path });
    let status = 0;
    const chunks: Buffer[] = [];
    stream.on('response', (headers) => (status = Number(headers[':status'])));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve([status, Buffer.concat(chunks).toString()]));
    stream.on('error', reject);
    stream.end(body);
  });
}

test('HTTP/2 without TLS, on the same port: many requests at once, long bodies, the same rules', async () => {
  await start();
  const session = connectHttp2(front?.url ?? '');
  session.on('error', () => undefined);
  const long = { Text: 'x'.repeat(3_000_000) };
  const answers = await Promise.all(
    [{ N: 1 }, long, { N: 3 }].map((body) => ask2(session, '/', Buffer.from(JSON.stringify(body)))),
  );
  expect(answers.map(([status, body]) => [status, (JSON.parse(body) as { input: unknown }).input])).toEqual([
    [200, { N: 1 }],
    [200, long],
    [200, { N: 3 }],
  ]);
  expect((await ask2(session, '/', Buffer.from('{}'), 'evil.example'))[0]).toBe(403);
  const ended = new Promise((resolve) => session.once('close', resolve));
  await Promise.all([front?.close(), ended]);
});

test.each([
  ['evil.example', 403],
  ['localhost.evil.example', 403],
  ['127.0.0.1.evil.example:80', 403],
  ['10.0.0.1', 403],
  ['localhost:4566', 200],
  ['bucket.s3.localhost:4566', 200],
  ['127.0.0.1', 200],
  ['[::1]:4566', 200],
])('a request to the host %s is answered with %d', async (host, status) => {
  const ask = await start();
  const { headers, ...rest } = call('Nothing');
  expect((await ask({ ...rest, headers: { ...headers, host } })).status).toBe(status);
});

test('a page in a browser is refused', async () => {
  const ask = await start();
  expect((await ask({ path: '/b?delete', headers: { origin: 'http://evil.example' } })).status).toBe(403);
});

test('it listens on 127.0.0.1 only', async () => {
  await start();
  const refused = await new Promise((resolve) => {
    connect({ host: '::1', port: front?.port ?? 0 })
      .once('connect', () => resolve(false))
      .once('error', () => resolve(true));
  });
  expect(refused).toBe(true);
});

test('sts says who is asking, in the query protocol', async () => {
  const ask = await start();
  const headers = { ...signedFor('sts'), 'content-type': 'application/x-www-form-urlencoded' };
  const { body } = await ask({ headers, body: 'Action=GetCallerIdentity&Version=2011-06-15' });
  expect(body.toString()).toContain('<Account>000000000000</Account>');
  const refused = await ask({ headers, body: 'Action=AssumeRole' });
  expect(refused.status).toBe(400);
  expect(refused.body.toString()).toMatch(/<ErrorResponse><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code>/);
});

test('a request may come byte by byte', async () => {
  await start();
  const socket = connect({ host: '127.0.0.1', port: front?.port ?? 0, noDelay: true });
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const part of [
    'P',
    'U',
    'T /b/k HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 1\r\n\r\nx',
  ]) {
    socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n1$/);
});

test('close ends connections that are open, and once is enough', async () => {
  await start();
  const socket = connect({ host: '127.0.0.1', port: front?.port ?? 0 });
  await new Promise((resolve) => socket.once('connect', resolve));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await Promise.all([front?.close(), front?.close(), ended]);
});
