/** Breaks the processes of a cluster and notes how each recovery went: from which moment on the job read again. */
import { statSync } from 'node:fs';
import { until } from '../../../local/cluster/until.js';
import type { Cluster } from '../../../local/cluster/cluster.js';

/** What was read between the two moments was read again. */
export interface Recovery {
  /** When the checkpoint that the job went back to was begun. */
  readonly from: number;
  readonly to: number;
  /** From the death of the process to every task running again. */
  readonly seconds: number;
}

const PATIENCE_MS = 120_000;

/** Kills a TaskManager and starts another in its place. */
export async function killTaskManager(cluster: Cluster, index = 0): Promise<Recovery> {
  await untilCheckpoint(cluster);
  const { jobId, rest } = cluster;
  const before = (await rest.checkpoints(jobId)).counts.restored;
  const killed = Date.now();
  await cluster.killTaskManager(index);
  cluster.startTaskManager(index);
  const { id } = await until(
    async () => {
      const { counts, latest } = await rest.checkpoints(jobId);
      return counts.restored > before ? latest.restored : null;
    },
    { what: 'the job to go back to a checkpoint', timeoutMs: PATIENCE_MS },
  );
  await cluster.untilRunning(PATIENCE_MS);
  const { trigger_timestamp: from } = await rest.checkpoint(jobId, id);
  return recovery(from, killed);
}

/** Kills the JobManager; another one runs the application from its newest checkpoint. */
export async function killJobManager(cluster: Cluster): Promise<Recovery> {
  await untilCheckpoint(cluster);
  const killed = Date.now();
  await cluster.killJobManager();
  return restart(cluster, killed);
}

/** The job has ended in failure; what broke it is mended, and it goes on. */
export async function startAgain(cluster: Cluster): Promise<Recovery> {
  const stopped = Date.now();
  await cluster.killJobManager();
  return restart(cluster, stopped);
}

async function restart(cluster: Cluster, killed: number): Promise<Recovery> {
  const checkpoint = await cluster.newestCheckpoint();
  // Its folder is made when it begins.
  const from = checkpoint === null ? 0 : Math.floor(statSync(checkpoint).birthtimeMs);
  await cluster.restartJobManager();
  await cluster.untilRunning(PATIENCE_MS);
  return recovery(from, killed);
}

const recovery = (from: number, killed: number): Recovery => {
  const to = Date.now();
  return { from, to, seconds: (to - killed) / 1000 };
};

export async function untilCheckpoint(cluster: Cluster): Promise<void> {
  const completed = async (): Promise<number> => (await cluster.rest.checkpoints(cluster.jobId)).counts.completed;
  const before = await completed();
  await until(async () => ((await completed()) > before ? true : null), {
    what: 'a checkpoint',
    timeoutMs: PATIENCE_MS,
  });
}
