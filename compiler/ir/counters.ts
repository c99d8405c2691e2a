/** What the stages of a running job count, and what Flink calls it among the job's metrics. */
import type { LedgerStage } from './bundle.js';

/** Stage, then term, then how many. */
export type Counters = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** An operator's name stands before it. */
const COUNTER = /\.kinesisanalytics\.stage\.(.+)\.([^.]+)$/;

export const isStageCounter = (metric: string): boolean => COUNTER.test(metric);

/** The sums over all operators; other metrics are left out. */
export function countersIn(
  metrics: Iterable<{ readonly id: string; readonly sum: number }>,
  ledger: readonly LedgerStage[],
): Counters {
  const stages = new Map(ledger.map(({ stage }) => [asReported(stage), stage]));
  const counters: Record<string, Record<string, number>> = {};
  for (const { id, sum } of metrics) {
    const [, reported, term] = COUNTER.exec(id) ?? [];
    if (reported === undefined || term === undefined) continue;
    const counts = (counters[stages.get(reported) ?? reported] ??= {});
    counts[term] = (counts[term] ?? 0) + sum;
  }
  return counters;
}

/** Flink writes underscores for what could be taken for a separator in a metric's name. */
export const asReported = (name: string): string => name.replaceAll(/[ .:,]/g, '_');
