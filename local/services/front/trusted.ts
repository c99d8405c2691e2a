/**
 * Only programs of this machine talk to the services. A page in a browser could reach a port of this machine by a name of
 * its own that resolves to 127.0.0.1, or by a form: the first shows in `Host`, the second in `Origin`.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './aws-error.js';

const LOOPBACK = /^(?:(?:[a-z0-9_.-]+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** `authority` is what HTTP/2 has in place of `Host`. */
export function refuseStrangers({ host, origin }: IncomingHttpHeaders, authority?: string): void {
  const name = host ?? authority ?? '';
  if (!LOOPBACK.test(name)) {
    throw new AwsError('AccessDeniedException', `The host '${name}' is not a name of this machine.`, 403);
  }
  if (origin !== undefined) {
    throw new AwsError('AccessDeniedException', 'The local services do not answer pages in a browser.', 403);
  }
}
