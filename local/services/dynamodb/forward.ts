/** Sends a request that came to the front on to a server behind it, and gives its answer whole. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { ServiceAnswer } from '../front/service.js';
import type { BackendRequest } from './backend.js';

/** Of one connection, not of the request. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect', 'host'];

export function forward(
  { method, path, headers, body }: BackendRequest,
  connection: RequestOptions,
): Promise<ServiceAnswer> {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { ...connection, method, path, headers: { ...passed, 'content-length': body.length } },
      (answer) => collected(answer).then(resolve, reject),
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

async function collected(answer: IncomingMessage): Promise<ServiceAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const name of ['content-type', 'x-amz-crc32', 'x-amzn-requestid']) {
    const value = answer.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return { status: answer.statusCode ?? 500, headers, body: Buffer.concat(chunks) };
}
