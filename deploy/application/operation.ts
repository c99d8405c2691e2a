/** Operations of an application: what was asked of the service, how far it is, and what it says when it failed. */
import {
  DescribeApplicationOperationCommand,
  ListApplicationOperationsCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { asking } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { until, type Waiting } from './wait.js';

export type OperationStatus = 'IN_PROGRESS' | 'CANCELLED' | 'SUCCESSFUL' | 'FAILED';

export interface Operation {
  readonly id: string;
  /** As the API calls it: `UpdateApplication`. */
  readonly kind: string;
  readonly status: OperationStatus;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The service's words about a failure. */
  readonly error: string | null;
  /** The operation by which the service itself has taken a failed one back. */
  readonly rollback: string | null;
  /** The version that it went to, where it went to another. */
  readonly version: { readonly from: number; readonly to: number } | null;
}

/** The newest first; without the words about failures, which `readOperation` has. */
export async function listOperations(clients: Clients, application: string, limit = 10): Promise<Operation[]> {
  const { ApplicationOperationInfoList: found = [] } = await asking(
    'kinesisanalytics:ListApplicationOperations',
    `the application '${application}'`,
    () =>
      clients.applications.send(new ListApplicationOperationsCommand({ ApplicationName: application, Limit: limit })),
  );
  return found
    .map((info) => ({
      id: info.OperationId ?? '',
      kind: info.Operation ?? '',
      status: info.OperationStatus ?? 'IN_PROGRESS',
      startedAt: info.StartTime ?? null,
      endedAt: info.EndTime ?? null,
      error: null,
      rollback: null,
      version: null,
    }))
    .sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
}

export async function readOperation(clients: Clients, application: string, id: string): Promise<Operation> {
  const { ApplicationOperationInfoDetails: info } = await asking(
    'kinesisanalytics:DescribeApplicationOperation',
    `the application '${application}'`,
    () =>
      clients.applications.send(
        new DescribeApplicationOperationCommand({ ApplicationName: application, OperationId: id }),
      ),
  );
  const { ApplicationVersionUpdatedFrom: from, ApplicationVersionUpdatedTo: to } =
    info?.ApplicationVersionChangeDetails ?? {};
  const failure = info?.OperationFailureDetails;
  return {
    id,
    kind: info?.Operation ?? '',
    status: info?.OperationStatus ?? 'IN_PROGRESS',
    startedAt: info?.StartTime ?? null,
    endedAt: info?.EndTime ?? null,
    error: failure?.ErrorInfo?.ErrorString ?? null,
    rollback: failure?.RollbackOperationId ?? null,
    version: from === undefined || to === undefined ? null : { from, to },
  };
}

/** The operation once it has ended, well or not; null when it has not by the deadline. */
export async function followOperation(
  clients: Clients,
  application: string,
  id: string,
  waiting: Waiting,
  onLook: (operation: Operation) => void = () => undefined,
): Promise<Operation | null> {
  return until(async () => {
    const operation = await readOperation(clients, application, id);
    onLook(operation);
    return operation.status === 'IN_PROGRESS' ? null : operation;
  }, waiting);
}
