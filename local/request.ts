/** One HTTP request to the embedded Flink, over a connection of its own, so that nothing outlives it. */
import { request as httpRequest, type IncomingMessage } from 'node:http';

export interface Address {
  readonly port: number;
  readonly token: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Rejects with the system's error when the connection breaks before the answer begins. */
export function ask(
  { port, token }: Address,
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const bytes = body === null ? null : Buffer.from(JSON.stringify(body));
    const headers = { 'x-pipectl-token': token, ...(bytes && { 'content-length': bytes.length }) };
    const sent = httpRequest(
      { host: '127.0.0.1', port, method, path, headers, agent: false, ...(signal && { signal }) },
      resolve,
    );
    sent.once('error', reject);
    sent.end(bytes ?? undefined);
  });
}

export async function askJson(
  address: Address,
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  timeoutMs?: number,
): Promise<Answer> {
  const response = await ask(address, method, path, body, timeoutMs ? AbortSignal.timeout(timeoutMs) : undefined);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
}
