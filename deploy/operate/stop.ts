/** Stops an application, with a snapshot or by force, and follows what it does to the end. */
import { StopApplicationCommand, type ApplicationStatus } from '@aws-sdk/client-kinesis-analytics-v2';
import { readApplication, type ActualApplication } from '../application/actual.js';
import type { Clients } from '../application/clients.js';
import { followOperation, listOperations, type Operation } from '../application/operation.js';
import type { Waiting } from '../application/wait.js';
import { asking, ServiceFailure } from '../aws/service-failure.js';

export type Stopped =
  | { readonly kind: 'stopped'; readonly operation: Operation | null }
  /** It was stopped before. */
  | { readonly kind: 'already' }
  /** No snapshot can be taken of it as it is, and it runs on; the service's words. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Something else is being done to it, in which a stop is not taken. */
  | { readonly kind: 'busy'; readonly status: ApplicationStatus; readonly operation: Operation | null }
  /** Not at its end by the deadline. */
  | { readonly kind: 'under way'; readonly status: ApplicationStatus; readonly operation: Operation | null };

export interface StopOrder {
  readonly application: string;
  readonly force: boolean;
  readonly waiting: Waiting;
  readonly onLook?: (operation: Operation) => void;
}

/** The states in which the service takes a stop by force. */
const FORCIBLE = ['STARTING', 'UPDATING', 'STOPPING', 'AUTOSCALING', 'RUNNING'];
const STOPPING = ['STOPPING', 'FORCE_STOPPING'];

export async function stopApplication(
  clients: Clients,
  actual: Pick<ActualApplication, 'status'>,
  order: StopOrder,
): Promise<Stopped> {
  const { status } = actual;
  const { application, force } = order;
  if (status === 'READY') return { kind: 'already' };
  const current = await operationUnderWay(clients, application);
  // Somebody has asked for it before: this command, in another terminal or before the network was lost.
  if (STOPPING.includes(status) && !(force && status === 'STOPPING')) return follow(clients, order, current);
  if (force ? !FORCIBLE.includes(status) : status !== 'RUNNING') return { kind: 'busy', status, operation: current };
  try {
    const { OperationId: id } = await asking(
      'kinesisanalytics:StopApplication',
      `the application '${application}'`,
      () => clients.applications.send(new StopApplicationCommand({ ApplicationName: application, Force: force })),
    );
    return await follow(clients, order, id === undefined ? null : { id });
  } catch (error) {
    if (!(error instanceof ServiceFailure) || error.kind !== 'refused') throw error;
    if (error.code === 'InvalidApplicationConfigurationException') return { kind: 'refused', reason: error.detail };
    if (!['ResourceInUseException', 'InvalidRequestException', 'ConcurrentModificationException'].includes(error.code))
      throw error;
    const now = await readApplication(clients, { application });
    return { kind: 'busy', status: now?.status ?? status, operation: await operationUnderWay(clients, application) };
  }
}

async function follow(
  clients: Clients,
  { application, waiting, onLook }: StopOrder,
  under: Pick<Operation, 'id'> | null,
): Promise<Stopped> {
  const operation = under && (await followOperation(clients, application, under.id, waiting, onLook));
  const now = await readApplication(clients, { application });
  const status = now?.status ?? 'READY';
  if (status === 'READY') return { kind: 'stopped', operation };
  if (operation?.status === 'FAILED' && status === 'RUNNING') {
    return { kind: 'refused', reason: operation.error ?? 'the operation failed without a word' };
  }
  return { kind: 'under way', status, operation };
}

/** What is being done to an application just now. */
export async function operationUnderWay(clients: Clients, application: string): Promise<Operation | null> {
  const operations = await listOperations(clients, application);
  return operations.find(({ status }) => status === 'IN_PROGRESS') ?? null;
}
