/** Hands a request on to Flink. Only looking is allowed: a job is changed by the control plane alone. */
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';

export function forwardTo(port: number, path: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('The dashboard is only looked at.\n');
    return;
  }
  const { cookie: _, host: __, ...headers } = request.headers;
  const sent = ask({ host: '127.0.0.1', port, path, method: request.method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.once('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(503, { 'content-type': 'text/plain' }).end('Flink does not answer.\n');
  });
  response.once('close', () => sent.destroy());
  sent.end();
}
