/** Whether the job of a running application keeps failing, before a deploy asks anything of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceFailure } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { FlinkJobs } from './flink/flink-jobs.js';

const LOOKS = 5;
/** A job that has run for so long without a restart is not in a loop. */
const SETTLED_MS = 30_000;

/** Null: nobody can tell. */
export async function isJobFailing(
  clients: Clients,
  application: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const flink = new FlinkJobs(clients, application);
  let failing: boolean | null = null;
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await sleep(clients.pollMs, undefined, { signal });
    const found = await lookAt(flink, signal);
    if (found === 'well') return false;
    if (found === 'ill') failing = true;
  }
  return failing;
}

async function lookAt(flink: FlinkJobs, signal: AbortSignal): Promise<'well' | 'ill' | 'unknown'> {
  try {
    const job = await flink.job(signal);
    if (job === null) return 'unknown';
    if (job.state !== 'RUNNING') return 'ill';
    const metrics = await flink.metrics(job.jid, ['numRestarts', 'runningTime'], signal);
    const restarts = metrics.get('numRestarts') ?? 0;
    const isRunning = job.vertices.every(({ status }) => status === 'RUNNING');
    if (isRunning && (restarts === 0 || (metrics.get('runningTime') ?? 0) > SETTLED_MS)) return 'well';
    return restarts > 0 ? 'ill' : 'unknown';
  } catch (error) {
    if (error instanceof ServiceFailure) return 'unknown';
    throw error;
  }
}
