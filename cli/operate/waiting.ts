/** How long a command waits for what it has asked of the service, and what it says meanwhile. */
import type { Clients } from '../../deploy/application/clients.js';
import type { Operation } from '../../deploy/application/operation.js';
import type { Waiting } from '../../deploy/application/wait.js';
import { spanText } from '../../deploy/operate/span-text.js';
import type { Host } from '../host.js';

/** Longer than what AWS itself calls stuck; a snapshot of much state takes its time. */
const MINUTES = 30;

export const waitingFor = (host: Host, { pollMs }: Clients, minutes = MINUTES): Waiting => ({
  deadline: Date.now() + minutes * 60_000,
  everyMs: pollMs,
  signal: host.signal,
});

/** Shows an operation under way; for --json an event each time its state changes. */
export function operationProgress(host: Host): (operation: Operation) => void {
  let last = '';
  return ({ id, kind, status, startedAt }) => {
    const since = startedAt === null ? '' : ` for ${spanText(Date.now() - startedAt.getTime())}`;
    host.progress(status === 'IN_PROGRESS' ? `${kind} under way${since}` : '');
    if (last !== status) host.event({ event: 'operation', operation: kind, id, status });
    last = status;
  };
}
