/** One port of 127.0.0.1 for all local services: finds the service of a request, hands it over, writes its answer. */
import { randomUUID } from 'node:crypto';
import { authorize, type Authority } from './authority.js';
import { AwsError, isAwsError } from './aws-error.js';
import { listen, type Incoming, type Outgoing } from './listen.js';
import { renderError, type Protocol } from './protocol.js';
import { readBody } from './read-body.js';
import { scopeOf, serviceFor, targetOf } from './route.js';
import { cut, sendAnswer } from './send-answer.js';
import type { LocalService, ServiceAnswer } from './service.js';
import { refuseStrangers } from './trusted.js';

export interface Front {
  readonly url: string;
  readonly port: number;
  /** Ends open connections, then the services. */
  close(): Promise<void>;
}

export interface FrontOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Hears of errors that are no refusals, which are bugs; the client gets a 500 that names none of it. */
  readonly onBug?: (error: unknown) => void;
  /** Without it everybody may do everything. */
  readonly authority?: Authority;
}

const EMPTY = Buffer.alloc(0);

export async function startFront(
  services: readonly LocalService[],
  { port: wanted = 0, onBug = () => undefined, authority }: FrontOptions = {},
): Promise<Front> {
  const { port, close: closePort } = await listen(wanted, (incoming, outgoing) => {
    exchange({ services, authority, onBug }, incoming, outgoing).catch((error: unknown) => {
      onBug(error);
      cut(outgoing);
    });
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await closePort();
    await Promise.all(services.map((service) => service.close()));
  };
  return { url: `http://127.0.0.1:${port}`, port, close: () => (closing ??= close()) };
}

interface House {
  readonly services: readonly LocalService[];
  readonly authority: Authority | undefined;
  readonly onBug: (error: unknown) => void;
}

async function exchange({ services, authority, onBug }: House, incoming: Incoming, outgoing: Outgoing): Promise<void> {
  const id = randomUUID();
  const { method = 'GET', headers, url = '/' } = incoming;
  // Split by hand: URL would resolve the dots in a path, and a key of S3 may hold any.
  const [path = '/', search = ''] = splitOnce(url);
  const query = new URLSearchParams(search);
  const target = targetOf(headers);
  const scope = scopeOf(headers, query);
  let protocol: Protocol = target || scope.service !== null ? 'json' : 'rest-xml';
  let answer: ServiceAnswer;
  try {
    refuseStrangers(headers, 'authority' in incoming ? incoming.authority : undefined);
    const service = serviceFor(services, scope, target);
    protocol = isForm(headers) ? 'query' : service.protocol;
    const body = service.streaming ? EMPTY : await readBody(incoming);
    const operation = target?.operation ?? null;
    const { region } = scope;
    const request = { id, method, path, query, headers, body, stream: incoming, target: operation, region };
    if (authority) authorize(authority, service, request);
    answer = await service.handle(request);
  } catch (error) {
    // A client that went away while it sent is nobody's bug, and hears no answer.
    if (incoming.destroyed && !incoming.complete) return;
    if (!isAwsError(error)) onBug(error);
    const refusal = isAwsError(error) ? error : new AwsError('InternalFailure', 'The local service failed.', 500);
    answer = renderError(protocol, refusal, { id, method, path, contentType: headers['content-type'] });
  }
  if (answer.dropped) cut(outgoing);
  else await sendAnswer(outgoing, id, answer);
}

/** Some services are spoken to in the query protocol as well. */
const isForm = ({ 'content-type': type }: Incoming['headers']): boolean =>
  type?.startsWith('application/x-www-form-urlencoded') === true;

function splitOnce(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
