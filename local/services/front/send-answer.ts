/** Writes an answer, and ends the connection when a body that has begun cannot be finished. */
import { constants } from 'node:http2';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Outgoing } from './listen.js';
import type { ServiceAnswer } from './service.js';

export async function sendAnswer(
  outgoing: Outgoing,
  id: string,
  { status, headers, body }: ServiceAnswer,
): Promise<void> {
  const all = { 'x-amzn-requestid': id, 'x-amz-request-id': id, ...headers };
  if (body === undefined || typeof body === 'string' || ArrayBuffer.isView(body)) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
    // The answer to HEAD names the length of what GET would give.
    const length = outgoing.req.method === 'HEAD' ? {} : { 'content-length': bytes.byteLength };
    writeHead(outgoing, status, { ...length, ...all });
    outgoing.end(bytes);
    return;
  }
  writeHead(outgoing, status, all);
  await stream(body, outgoing);
}

async function stream(body: Readable, outgoing: Outgoing): Promise<void> {
  try {
    await pipeline(body, outgoing);
  } catch {
    // Status and headers are gone: only a cut connection says that the body is not whole.
    cut(outgoing);
  }
}

/** So that the client sees an answer that is not whole. */
export function cut(outgoing: Outgoing): void {
  if ('stream' in outgoing) outgoing.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else outgoing.destroy();
}

/** The two kinds of answers agree on this only when they are told apart. */
function writeHead(outgoing: Outgoing, status: number, headers: Readonly<Record<string, string | number>>): void {
  if ('stream' in outgoing) outgoing.writeHead(status, headers);
  else outgoing.writeHead(status, headers);
}
