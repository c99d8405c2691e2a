/** Starts the job of a version in place of whatever the application has run. */
import type { Restore } from '../../cluster/cluster.js';
import type { Application, Version } from '../application.js';
import type { Control } from '../control.js';
import type { Still } from './turn.js';

/** Done also when the job fails over and over: nobody but its user can tell that from a job that runs. */
export async function launch(
  control: Control,
  application: Application,
  version: Version,
  restore: Restore | null,
  still: Still,
): Promise<void> {
  await endJob(application);
  still();
  const job = control.startJob(control, application, version, restore);
  application.job = job;
  try {
    await job.started();
  } catch (error) {
    await job.close();
    if (application.job === job) application.job = null;
    throw error;
  }
  still();
  version.hasRun = true;
}

export async function endJob(application: Application): Promise<void> {
  const { job } = application;
  await job?.close();
  if (application.job === job) application.job = null;
}
