/** Which snapshots can go. The service never deletes one by itself, and takes no more than a thousand. */
import type { Snapshot } from '../application/snapshot.js';

export interface PruneRule {
  /** How many of the newest stay. */
  readonly keep: number;
  /** Of the application now. */
  readonly versionId: number;
}

export interface Reasoned {
  readonly snapshot: Snapshot;
  readonly why: string;
}

export interface Pruning {
  readonly keep: readonly Reasoned[];
  readonly remove: readonly Reasoned[];
}

export function planPrune(snapshots: readonly Snapshot[], { keep, versionId }: PruneRule): Pruning {
  const kept: Reasoned[] = [];
  const remove: Reasoned[] = [];
  let ready = 0;
  const sorted = newestFirst(snapshots);
  // A rollback goes on from the last state of the version before this one, however many are newer.
  const forRollback = sorted.find((each) => each.status === 'READY' && each.versionId < versionId);
  for (const snapshot of sorted) {
    const { status } = snapshot;
    if (status === 'CREATING' || status === 'DELETING') kept.push({ snapshot, why: `is ${status}` });
    else if (status === 'FAILED') remove.push({ snapshot, why: 'failed: nothing can go on from it' });
    else if (ready++ < keep) kept.push({ snapshot, why: keep === 1 ? 'the newest' : `one of the newest ${keep}` });
    else if (snapshot === forRollback)
      kept.push({ snapshot, why: 'the last of an earlier version: a rollback needs it' });
    else remove.push({ snapshot, why: keep === 1 ? 'not the newest' : `not one of the newest ${keep}` });
  }
  return { keep: kept, remove };
}

export const newestFirst = (snapshots: readonly Snapshot[]): Snapshot[] =>
  [...snapshots].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.name < b.name ? 1 : -1));

/** The one that a start from the latest takes. */
export const latestReady = (snapshots: readonly Snapshot[]): Snapshot | null =>
  newestFirst(snapshots).find(({ status }) => status === 'READY') ?? null;
