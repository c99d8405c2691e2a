/** Snapshots of an application; those that deploys took are known by their names. */
import {
  CreateApplicationSnapshotCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationSnapshotCommand,
  ListApplicationSnapshotsCommand,
  type SnapshotDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { asking, failureOf } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { until, type Waiting } from './wait.js';

export interface Snapshot {
  readonly name: string;
  readonly status: 'CREATING' | 'READY' | 'DELETING' | 'FAILED';
  /** Of the application that it was taken of. */
  readonly versionId: number;
  /** Deleting a snapshot asks for exactly this time. */
  readonly createdAt: Date;
}

/** The newest first. */
export async function listSnapshots(clients: Clients, application: string): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  let NextToken: string | undefined;
  do {
    const page = await asking('kinesisanalytics:ListApplicationSnapshots', `the application '${application}'`, () =>
      clients.applications.send(
        new ListApplicationSnapshotsCommand({
          ApplicationName: application,
          Limit: 50,
          ...(NextToken && { NextToken }),
        }),
      ),
    );
    found.push(...(page.SnapshotSummaries ?? []).map(snapshotOf));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

const OURS = /^pipectl-v\d+-\d{8}T\d{6}Z(-\d+)?$/;

/** Taken by a deploy, which also deletes it again one day. */
export const isOurs = ({ name }: Pick<Snapshot, 'name'>): boolean => OURS.test(name);

/** `pipectl-v7-20260131T120000Z` */
export const snapshotName = (versionId: number, now: Date): string =>
  `pipectl-v${versionId}-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** Those of ours that are too many, the oldest first. */
export function superfluous(snapshots: readonly Snapshot[], keep: number): Snapshot[] {
  return snapshots
    .filter((each) => isOurs(each) && each.status !== 'DELETING')
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(keep)
    .reverse();
}

/** Begins a snapshot and waits for its end; null when it has not ended by the deadline. */
export async function takeSnapshot(
  clients: Clients,
  application: string,
  name: string,
  waiting: Waiting,
): Promise<Snapshot | null> {
  const about = `the snapshot '${name}' of the application '${application}'`;
  await asking('kinesisanalytics:CreateApplicationSnapshot', about, () =>
    clients.applications.send(
      new CreateApplicationSnapshotCommand({ ApplicationName: application, SnapshotName: name }),
    ),
  );
  return until(async () => {
    const { SnapshotDetails: details } = await asking('kinesisanalytics:DescribeApplicationSnapshot', about, () =>
      clients.applications.send(
        new DescribeApplicationSnapshotCommand({ ApplicationName: application, SnapshotName: name }),
      ),
    );
    const snapshot = details && snapshotOf(details);
    return snapshot === undefined || snapshot.status === 'CREATING' ? null : snapshot;
  }, waiting);
}

/** One that is gone already is deleted. */
export async function deleteSnapshot(clients: Clients, application: string, snapshot: Snapshot): Promise<void> {
  const about = `the snapshot '${snapshot.name}' of the application '${application}'`;
  try {
    await clients.applications.send(
      new DeleteApplicationSnapshotCommand({
        ApplicationName: application,
        SnapshotName: snapshot.name,
        SnapshotCreationTimestamp: snapshot.createdAt,
      }),
    );
  } catch (error) {
    const failure = failureOf(error, 'kinesisanalytics:DeleteApplicationSnapshot', about);
    if (failure?.kind !== 'missing') throw failure ?? error;
  }
}

const snapshotOf = (details: SnapshotDetails): Snapshot => ({
  name: details.SnapshotName ?? '',
  status: details.SnapshotStatus ?? 'CREATING',
  versionId: details.ApplicationVersionId ?? 0,
  createdAt: details.SnapshotCreationTimestamp ?? new Date(0),
});
