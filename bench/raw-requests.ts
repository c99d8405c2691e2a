/** Requests made beforehand, whose answers nobody reads: what a server can take at most. */
import { Agent, request } from 'node:http';

export const IN_FLIGHT = 4;

const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

/** So many calls, some of them at a time. */
export async function inFlight(calls: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, line));
}

/** The answer's bytes; an answer that is not 200 is an error. */
export function post(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Buffer> {
  const options = { method: 'POST', headers: { ...headers, 'content-length': body.length }, agent };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Error(Buffer.concat(chunks).toString()));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** As AWS's JSON protocols name an operation: `Kinesis_20131202.PutRecords`. Nobody checks who has signed. */
export const awsHeaders = (
  service: string,
  target: string,
  version: '1.0' | '1.1' = '1.1',
): Record<string, string> => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amz-target': target,
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-date': '20260101T000000Z',
});
