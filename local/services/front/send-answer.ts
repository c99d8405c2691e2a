/** Writes an answer, and ends the connection when a body that has begun cannot be finished. */
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServiceAnswer } from './service.js';

export async function sendAnswer(
  outgoing: ServerResponse,
  id: string,
  { status, headers, body }: ServiceAnswer,
): Promise<void> {
  const all = { 'x-amzn-requestid': id, 'x-amz-request-id': id, ...headers };
  if (body === undefined || typeof body === 'string' || ArrayBuffer.isView(body)) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
    // The answer to HEAD names the length of what GET would give.
    const length = outgoing.req.method === 'HEAD' ? {} : { 'content-length': bytes.byteLength };
    outgoing.writeHead(status, { ...length, ...all }).end(bytes);
    return;
  }
  outgoing.writeHead(status, all);
  await stream(body, outgoing);
}

async function stream(body: Readable, outgoing: ServerResponse): Promise<void> {
  try {
    await pipeline(body, outgoing);
  } catch {
    // Status and headers are gone: only a cut connection says that the body is not whole.
    outgoing.destroy();
  }
}
