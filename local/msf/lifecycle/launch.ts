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
  requireReadable(control, version);
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

/** A role may have lost what it was allowed when the code was copied; the service reads it again at every start. */
function requireReadable({ roles }: Control, { configuration: { role, code } }: Version): void {
  if (code === null) return;
  const denied = roles?.refusal(role, 's3:GetObject', `${code.bucketArn}/${code.fileKey}`) ?? null;
  if (denied !== null) throw new Error(`The code can not be read. ${denied}`);
}

export async function endJob(application: Application): Promise<void> {
  const { job } = application;
  await job?.close();
  if (application.job === job) application.job = null;
}

/** Ends the job, and leaves an application that can be started again. */
export async function halt(control: Control, application: Application, still: Still): Promise<void> {
  await endJob(application);
  still();
  application.become('READY', control.now());
}
