/** What is lost by something that can not be undone, in sentences. */
import type { Snapshot } from '../application/snapshot.js';
import { latestReady, newestFirst } from './plan-prune.js';
import { spanText } from './span-text.js';

/** By stopping a job without a snapshot. */
export function lostByForce(snapshots: readonly Snapshot[], now: number): string {
  const latest = latestReady(snapshots);
  if (latest === null) {
    return 'there is no snapshot, so the next start begins without state, at the oldest records that the streams hold.';
  }
  return (
    `the next start goes on from snapshot ${latest.name} of ${ageOf(latest, now)} and reads again what has come since; ` +
    'what the streams no longer hold by then is lost, and outputs without a key get rows twice.'
  );
}

export interface Destruction {
  /** One line each. */
  readonly lost: readonly string[];
  readonly stays: readonly string[];
}

export interface Destroyed {
  readonly application: string;
  readonly versionId: number;
  readonly snapshots: readonly Snapshot[];
  readonly isRunning: boolean;
  /** For people: `the stream playback`. */
  readonly resources: readonly string[];
  /** `s3://bucket/prefix/application/`. */
  readonly jars: string;
  readonly logGroup: string;
  readonly now: number;
}

export function destruction(about: Destroyed): Destruction {
  const { application, versionId, snapshots, isRunning, resources, jars, logGroup, now } = about;
  const named = newestFirst(snapshots).map(
    (each) =>
      `snapshot ${each.name} of ${ageOf(each, now)}, version ${each.versionId}${each.status === 'READY' ? '' : `, ${each.status}`}`,
  );
  return {
    lost: [
      `the application ${application} with ${versionId === 1 ? 'its one version' : `its ${versionId} versions`}`,
      ...(isRunning ? ['the state of the running job: open windows, totals, its place in the streams'] : []),
      ...named,
    ],
    stays: [...resources, `the jars under ${jars}`, `the log group ${logGroup}`],
  };
}

/** `12 min ago`. */
export const ageOf = ({ createdAt }: Pick<Snapshot, 'createdAt'>, now: number): string =>
  `${spanText(now - createdAt.getTime())} ago`;
