/** Which state a job starts from. */
import type { Restore } from '../../cluster/cluster.js';
import type { Application, Snapshot, Version } from '../application.js';
import { DEFAULT_RUN, type RunConfiguration } from '../configuration.js';
import { invalidArgument, notFound } from '../errors.js';

interface GivenRun {
  readonly FlinkRunConfiguration?: { readonly AllowNonRestoredState?: boolean | undefined } | undefined;
  readonly ApplicationRestoreConfiguration?:
    | { readonly ApplicationRestoreType: RunConfiguration['restore']; readonly SnapshotName?: string | undefined }
    | undefined;
}

/** What is not given goes back to its default, AllowNonRestoredState to false above all. */
export function runOf(application: Application, given: GivenRun | undefined): RunConfiguration {
  const { ApplicationRestoreConfiguration: restore, FlinkRunConfiguration: flink } = given ?? {};
  const snapshotName = restore?.SnapshotName ?? null;
  const isCustom = restore?.ApplicationRestoreType === 'RESTORE_FROM_CUSTOM_SNAPSHOT';
  if (isCustom && snapshotName === null) {
    throw invalidArgument('RESTORE_FROM_CUSTOM_SNAPSHOT needs a SnapshotName.');
  }
  if (!isCustom && snapshotName !== null) {
    throw invalidArgument('A SnapshotName goes with RESTORE_FROM_CUSTOM_SNAPSHOT only.');
  }
  if (snapshotName !== null) readySnapshot(application, snapshotName);
  return {
    allowNonRestoredState: flink?.AllowNonRestoredState ?? DEFAULT_RUN.allowNonRestoredState,
    restore: restore?.ApplicationRestoreType ?? DEFAULT_RUN.restore,
    snapshotName,
  };
}

/** Null: without state. */
export function restoreOf(application: Application, run: RunConfiguration): Restore | null {
  const { restore, snapshotName, allowNonRestoredState } = run;
  if (restore === 'SKIP_RESTORE_FROM_SNAPSHOT') return null;
  const snapshot = snapshotName === null ? newestSnapshot(application) : readySnapshot(application, snapshotName);
  return snapshot?.path ? { path: snapshot.path, allowNonRestoredState } : null;
}

const newestSnapshot = ({ snapshots }: Application): Snapshot | null =>
  snapshots.findLast(({ status }) => status === 'READY') ?? null;

/** The newest that a version has left, or one that ran the same again after a rollback. */
export const snapshotOf = (application: Application, version: Version): Snapshot | null =>
  application.snapshots.findLast(
    ({ status, versionId }) => status === 'READY' && isSame(application, versionId, version),
  ) ?? null;

function isSame({ versions }: Application, versionId: number, version: Version): boolean {
  if (versionId <= version.id) return true;
  return versions.find(({ id }) => id === versionId)?.rolledBackTo === version.id;
}

function readySnapshot({ snapshots, name }: Application, snapshotName: string): Snapshot {
  const snapshot = snapshots.findLast((each) => each.name === snapshotName);
  if (snapshot === undefined) throw notFound(`The application ${name} has no snapshot ${snapshotName}.`);
  if (snapshot.status === 'READY') return snapshot;
  throw invalidArgument(`The snapshot ${snapshotName} is ${snapshot.status}, not READY.`);
}
