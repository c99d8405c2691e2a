/** How much state snapshots hold, as far as the running job's Flink remembers: the service itself does not say. */
import type { ActualApplication } from '../../deploy/application/actual.js';
import { FlinkJobs } from '../../deploy/application/flink/flink-jobs.js';
import type { Snapshot } from '../../deploy/application/snapshot.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import type { OpenApplication } from './with-application.js';

interface Savepoint {
  readonly trigger_timestamp: number;
  readonly latest_ack_timestamp: number;
  readonly state_size: number;
  readonly is_savepoint: boolean;
}

/** A snapshot is begun before Flink is asked for the savepoint, and both clocks may differ. */
const APART_MS = 15_000;

/** Bytes by name, of those that are known. */
export async function snapshotSizes(
  { clients, target }: OpenApplication,
  { status }: ActualApplication,
  snapshots: readonly Snapshot[],
): Promise<ReadonlyMap<string, number>> {
  if (status !== 'RUNNING') return new Map();
  const savepoints = await savepointsOf(new FlinkJobs(clients, target.application));
  const isNear = (at: number, { createdAt }: Snapshot): boolean => Math.abs(at - createdAt.getTime()) < APART_MS;
  return new Map(
    snapshots.flatMap((snapshot) => {
      const near = savepoints.filter((each) => isNear(each.trigger_timestamp, snapshot));
      const rivals = snapshots.filter((each) => isNear(each.createdAt.getTime(), snapshot));
      // Of two that were taken so fast nobody can say whose savepoint it was.
      const [only] = near.length === 1 && rivals.length === 1 && snapshot.status === 'READY' ? near : [];
      return only === undefined ? [] : [[snapshot.name, only.state_size] as const];
    }),
  );
}

async function savepointsOf(flink: FlinkJobs): Promise<Savepoint[]> {
  try {
    const job = await flink.job();
    if (job === null) return [];
    const { history } = await flink.get<{ history: Savepoint[] }>(`/jobs/${job.jid}/checkpoints`);
    return history.filter((each) => each.is_savepoint && each.latest_ack_timestamp > 0);
  } catch (error) {
    // A list without sizes is better than none.
    if (error instanceof ServiceFailure) return [];
    throw error;
  }
}
