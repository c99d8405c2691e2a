/** Whether the sources of a job read what their streams hold. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { asReported } from '../../compiler/ir/counters.js';
import type { FlinkJob, FlinkJobs } from './flink/flink-jobs.js';
import { vertexMetrics } from './flink/vertex-metrics.js';
import { stageCounters } from './stage-counters.js';

export interface SourceProgress {
  /** Records read by all sources since the job started. */
  readonly read: number;
  /** Some source has read none, and has records before it or does not know yet. */
  readonly isWaiting: boolean;
}

const LAG = /\.kinesisanalytics\.source\.(.+?)\.stream\..*\.millisBehindLatest$/;

export async function sourceProgress(flink: FlinkJobs, job: FlinkJob, { ledger }: Bundle): Promise<SourceProgress> {
  const [counters, lags] = await Promise.all([stageCounters(flink, job, ledger), lagsOf(flink, job)]);
  const sources = ledger
    .filter(({ kind }) => kind === 'source')
    .map(({ stage }) => ({ read: counters[stage]?.['read'] ?? 0, lags: lags.get(asReported(stage)) ?? [] }));
  return {
    read: sources.reduce((sum, source) => sum + source.read, 0),
    // A shard tells how far behind it is with the first answer that it gets; until then it is -1.
    isWaiting: sources.some(
      (source) => source.read === 0 && (source.lags.length === 0 || source.lags.some((lag) => lag !== 0)),
    ),
  };
}

/** Milliseconds, one a shard, by source. A shard belongs to one subtask, which alone has a number for it. */
async function lagsOf(flink: FlinkJobs, job: FlinkJob): Promise<ReadonlyMap<string, readonly number[]>> {
  const lags = new Map<string, number[]>();
  for (const { id, max } of await vertexMetrics(flink, job, (name) => LAG.test(name))) {
    const [, source = ''] = LAG.exec(id) ?? [];
    lags.set(source, [...(lags.get(source) ?? []), max]);
  }
  return lags;
}
