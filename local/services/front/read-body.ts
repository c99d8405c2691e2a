/** Collects the body of a request, up to a size no JSON request of AWS reaches. */
import { AwsError } from './aws-error.js';
import type { Incoming } from './listen.js';

/** The largest is PutRecords: 10 MiB of data and keys, a third more as base64. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

export async function readBody(incoming: Incoming): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A longer one is read to its end, unkept: a client that is cut off while it sends would not see why.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes <= MAX_BODY_BYTES) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes);
  const limit = `${MAX_BODY_BYTES / 1024 / 1024} MiB`;
  throw new AwsError('RequestEntityTooLargeException', `The body of the request is longer than ${limit}.`, 413);
}
