/** The ledger's counters of a running job, through Flink's REST interface: the sums over all subtasks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerStage } from '../../compiler/ir/bundle.js';
import { countersIn, isStageCounter, type Counters } from '../../compiler/ir/counters.js';
import type { FlinkRest } from './flink-rest.js';

/** Longer than `metrics.fetcher.update-interval`: two readings this far apart are never the same one. */
const SETTLED_AFTER_MS = 1_000;

export async function stageCounters(rest: FlinkRest, job: string, ledger: readonly LedgerStage[]): Promise<Counters> {
  const sums: { id: string; sum: number }[] = [];
  for (const { id: vertex } of (await rest.job(job)).vertices) {
    const names = (await rest.vertexMetrics(job, vertex)).filter(isStageCounter);
    for (const [id, sum] of await rest.vertexSums(job, vertex, names)) sums.push({ id, sum });
  }
  return countersIn(sums, ledger);
}

/** The counters once they no longer change: exact when the job has nothing more to do. */
export async function settledCounters(read: () => Promise<Counters>): Promise<Counters> {
  let before = await read();
  for (;;) {
    await sleep(SETTLED_AFTER_MS);
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

/** Of several runs of a job one after the other. */
export function addCounters(...all: readonly Counters[]): Counters {
  const sum: Record<string, Record<string, number>> = {};
  for (const counters of all) {
    for (const [stage, counts] of Object.entries(counters)) {
      const into = (sum[stage] ??= {});
      for (const [term, count] of Object.entries(counts)) into[term] = (into[term] ?? 0) + count;
    }
  }
  return sum;
}
