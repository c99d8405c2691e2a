/** What is redriven into OpenSearch is signed as AWS documents it: the signature is computed here once more, from the request. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { IndexResource } from '../../../compiler/ir/resources.js';
import { toOpenSearch } from '../../../deploy/dead-letters/send/to-opensearch.js';
import { idOf } from './letters.js';

const KEY = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', token: 'a session/token=' };
const VARIABLES = {
  AWS_ACCESS_KEY_ID: KEY.id,
  AWS_SECRET_ACCESS_KEY: KEY.secret,
  AWS_SESSION_TOKEN: KEY.token,
  AWS_ENDPOINT_URL: '',
};
const before = { fetch: globalThis.fetch, env: { ...process.env } };

interface Request {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
const requests: Request[] = [];

beforeAll(() => {
  Object.assign(process.env, VARIABLES);
  delete process.env['AWS_ENDPOINT_URL'];
  delete process.env['AWS_PROFILE'];
  globalThis.fetch = async (url, init) => {
    requests.push({
      url: new URL(String(url)),
      headers: init?.headers as Record<string, string>,
      body: String(init?.body),
    });
    return new Response(JSON.stringify({ items: [{ index: { status: 200 } }] }));
  };
});
afterEach(() => void requests.splice(0));
afterAll(() => {
  globalThis.fetch = before.fetch;
  process.env = before.env;
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
/** As RFC 3986 has it, which leaves fewer characters alone than JavaScript does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, step by step. */
function signatureOf({ url, headers, body }: Request, service: string, region: string): string {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const date = lower['x-amz-date'] ?? '';
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(lower['authorization'] ?? '') ?? [];
  const canonical = [
    'POST',
    // Encoded once in the request, and for every service but S3 once more here.
    url.pathname.split('/').map(encoded).join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...signed.split(';').map((name) => `${name}:${(name === 'host' ? url.host : (lower[name] ?? '')).trim()}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const key = scope.reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${KEY.secret}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n')).toString(
    'hex',
  );
  return `AWS4-HMAC-SHA256 Credential=${KEY.id}/${scope.join('/')}, SignedHeaders=${signed}, Signature=${signature}`;
}

async function send(endpoint: string, index: string, ...rows: object[]): Promise<void> {
  const resource: IndexResource = {
    ...{ logical: index, name: index, readBy: [], writtenBy: [index], columns: [], keyed: true, endpoint },
    kind: 'index',
  };
  const sender = toOpenSearch({ resource, options: {}, endpoint }, { region: 'eu-west-1', endpoint: null });
  const records = rows.map((row, at) => ({ id: idOf(at), bytes: Buffer.from(JSON.stringify(row)) }));
  await sender.send(records);
  await sender.close();
}

test.each([
  ['es', 'https://search-plays-x1.eu-west-1.es.amazonaws.com', 'plays'],
  ['es', 'https://search-plays-x1.eu-west-1.es.amazonaws.com/', 'plays of é+(1)*'],
  ['aoss', 'https://x1.eu-west-1.aoss.amazonaws.com', 'plays'],
])('signed for %s at %s, index %s', async (service, endpoint, index) => {
  await send(endpoint, index, { $id: 'u1', name: 'é "quoted" 😀' });
  const [request] = requests;
  if (request === undefined) throw new Error('nothing was sent');
  expect(request.url.pathname).toBe(`/${encodeURIComponent(index)}/_bulk`);
  expect(request.headers['x-amz-security-token']).toBe(KEY.token);
  expect(request.headers['x-amz-content-sha256']).toBe(sha256(request.body));
  expect(request.headers['authorization']).toBe(signatureOf(request, service, 'eu-west-1'));
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(request.headers['authorization'] ?? '') ?? [];
  expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
});

test('another body has another signature', async () => {
  await send('https://search-plays-x1.eu-west-1.es.amazonaws.com', 'plays', { $id: 'u1', n: 1 });
  const [request] = requests;
  if (request === undefined) throw new Error('nothing was sent');
  const forged = { ...request, body: request.body.replace('"n":1', '"n":2') };
  expect(signatureOf(forged, 'es', 'eu-west-1')).not.toBe(request.headers['authorization']);
});

test('a server on this machine gets no signature', async () => {
  await send('http://127.0.0.1:9200', 'plays', { $id: 'u1' });
  expect(requests[0]?.headers).not.toHaveProperty('authorization');
});
