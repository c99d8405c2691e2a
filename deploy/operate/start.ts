/** Starts a stopped application from a state that is there, or from none. */
import { StartApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import type { Clients } from '../application/clients.js';
import { followOperation, type Operation } from '../application/operation.js';
import { runConfiguration } from '../application/requests.js';
import type { Snapshot } from '../application/snapshot.js';
import type { Restore } from '../application/step.js';
import type { Waiting } from '../application/wait.js';
import { asking } from '../aws/service-failure.js';
import { latestReady } from './plan-prune.js';

/** Where a job goes on: null means without state, from the oldest records of its streams. */
export type Origin = { readonly snapshot: Snapshot | null };

/** `latest`, `nothing` or a snapshot's name. Null when there is no such snapshot. */
export function originOf(from: string, snapshots: readonly Snapshot[]): Origin | null {
  if (from === 'nothing') return { snapshot: null };
  if (from === 'latest') return { snapshot: latestReady(snapshots) };
  const snapshot = snapshots.find(({ name }) => name === from);
  return snapshot === undefined ? null : { snapshot };
}

export interface StartOrder {
  readonly application: string;
  readonly origin: Origin;
  readonly waiting: Waiting;
  readonly onLook?: (operation: Operation) => void;
}

/** The operation at its end; null when it has not ended by the deadline. */
export async function startApplication(
  clients: Clients,
  { application, origin: { snapshot }, waiting, onLook }: StartOrder,
): Promise<Operation | null> {
  // By name also when it is the latest: what was said is what happens, whatever is taken in between.
  const restore: Restore = snapshot === null ? { from: 'nothing' } : { from: 'snapshot', name: snapshot.name };
  const { OperationId: id } = await asking(
    'kinesisanalytics:StartApplication',
    `the application '${application}'`,
    () =>
      clients.applications.send(
        new StartApplicationCommand({
          ApplicationName: application,
          RunConfiguration: runConfiguration(restore, false),
        }),
      ),
  );
  return id === undefined ? null : followOperation(clients, application, id, waiting, onLook);
}
