/** Takes every bulk request for a cluster of OpenSearch, and notes what was asked for. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface IndexStub {
  readonly url: string;
  /** Methods and paths. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startIndexStub(): Promise<IndexStub> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${(request.url ?? '').replace(/\?.*$/, '')}`);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"errors":false}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A request to a cluster as IAM sees it. */
export function indexCall(request: string, domain: string): { action: string; resource: string } {
  const [method = '', path = ''] = request.split(' ');
  const verb = method.slice(0, 1) + method.slice(1).toLowerCase();
  return { action: `es:ESHttp${verb}`, resource: `${domain}${path}` };
}
