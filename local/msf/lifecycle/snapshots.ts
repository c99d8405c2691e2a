/** Snapshots: savepoints of the running job, made by whoever asks, and by every stop and update. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Application, Snapshot } from '../application.js';
import type { Control } from '../control.js';
import { inUse, invalidConfiguration, limitExceeded } from '../errors.js';
import type { Job } from '../run/job.js';
import type { Still } from './turn.js';

export function requireSnapshots(application: Application): void {
  if (!application.version.configuration.snapshotsEnabled) {
    throw invalidConfiguration(`Snapshots are not enabled for the application ${application.name}.`);
  }
}

/** Begins one; the job goes on meanwhile. */
export function createSnapshot(control: Control, application: Application, name: string): void {
  const { snapshots } = application;
  if (snapshots.some((each) => each.name === name)) throw inUse(`There is a snapshot ${name} already.`);
  requireNoneInProgress(application);
  requireRoom(control, application);
  const { job } = application;
  const snapshot = begin(control, application, name);
  control.background(async () => {
    try {
      await control.faults.meet('CreateApplicationSnapshot');
      await fill(control, snapshot, await requireHealthy(job), (healthy) => healthy.takeSavepoint());
    } catch {
      snapshot.status = 'FAILED';
    }
  });
}

/** Stops the job with a snapshot of a name that nobody chose. */
export async function stopWithSnapshot(control: Control, application: Application, still: Still): Promise<void> {
  requireRoom(control, application);
  const job = await requireHealthy(application.job);
  still();
  const snapshot = begin(control, application, randomUUID());
  try {
    await fill(control, snapshot, job, (healthy) => healthy.stopWithSavepoint());
  } catch (error) {
    application.snapshots.splice(application.snapshots.indexOf(snapshot), 1);
    throw error;
  }
  still();
}

export function deleteSnapshot(control: Control, application: Application, snapshot: Snapshot): void {
  snapshot.status = 'DELETING';
  control.background(async () => {
    if (snapshot.path !== null) await rm(snapshot.path, { recursive: true, force: true });
    application.snapshots.splice(application.snapshots.indexOf(snapshot), 1);
  });
}

export function requireNoneInProgress({ name, snapshots }: Application): void {
  const creating = snapshots.find(({ status }) => status === 'CREATING');
  if (creating) throw inUse(`The snapshot ${creating.name} of the application ${name} is being created.`);
}

function requireRoom({ settings }: Control, { name, snapshots }: Application): void {
  if (snapshots.length < settings.snapshotsLimit) return;
  throw limitExceeded(`The application ${name} has ${snapshots.length} snapshots, which is the limit.`);
}

async function requireHealthy(job: Job | null): Promise<Job> {
  if (job && (await job.isHealthy())) return job;
  throw new Error('No snapshot can be taken: the job is not running at the moment.');
}

function begin({ now }: Control, application: Application, name: string): Snapshot {
  const { version } = application;
  const running = application.job?.versionId ?? version.id;
  const { runtime } = version.configuration;
  const snapshot: Snapshot = { name, versionId: running, runtime, createdAt: now(), status: 'CREATING', path: null };
  application.snapshots.push(snapshot);
  return snapshot;
}

async function fill(
  { faults }: Control,
  snapshot: Snapshot,
  job: Job,
  take: (job: Job) => Promise<string>,
): Promise<void> {
  if (faults.takeSnapshotFailure()) throw new Error('The snapshot could not be taken.');
  snapshot.path = await take(job);
  snapshot.status = 'READY';
}
