/** An application between two states: what it is doing, and waiting until it has done it. */
import type { ApplicationStatus } from '@aws-sdk/client-kinesis-analytics-v2';
import { readApplication, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import { DeployFailure } from './failure.js';
import { listOperations } from './operation.js';
import type { ApplicationTarget } from './target.js';
import { until } from './wait.js';

/** In which nothing happens by itself. */
const AT_REST: readonly ApplicationStatus[] = ['READY', 'RUNNING', 'ROLLED_BACK'];

export interface Settling {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called while it is waited for, with what the application is doing. */
  readonly onWait: (status: string) => void;
}

/** The application once it is at rest, or null when there is none. Refused when that takes too long. */
export async function settled(
  clients: Clients,
  target: Pick<ApplicationTarget, 'application'>,
  { timeoutMs, signal, onWait }: Settling,
): Promise<ActualApplication | null> {
  const deadline = Date.now() + timeoutMs;
  let status = '';
  const found = await until(
    async (): Promise<{ actual: ActualApplication | null } | null> => {
      const actual = await readApplication(clients, target);
      if (actual === null || AT_REST.includes(actual.status)) return { actual };
      status = actual.status;
      onWait(status);
      return null;
    },
    { deadline, everyMs: clients.pollMs, signal },
  );
  if (found !== null) return found.actual;
  const [operation] = await listOperations(clients, target.application, 1).catch(() => []);
  throw new DeployFailure({
    kind: 'busy',
    status,
    seconds: Math.round(timeoutMs / 1000),
    operation: operation?.kind ?? null,
  });
}
