/** Whether the sources of a job read what their streams hold. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { FlinkJob, FlinkJobs } from './flink/flink-jobs.js';
import { asReported, stageCounters } from './stage-counters.js';

export interface SourceProgress {
  /** Records read by all sources since the job started. */
  readonly read: number;
  /** Some source has read none, and has records before it or does not know yet. */
  readonly isWaiting: boolean;
}

const LAG = /\.kinesisanalytics\.source\.(.+?)\.stream\..*\.millisBehindLatest$/;
/** In one request. */
const SHARDS = 10;

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

/** Milliseconds, one a shard, by source. */
async function lagsOf(flink: FlinkJobs, { jid, vertices }: FlinkJob): Promise<ReadonlyMap<string, readonly number[]>> {
  const lags = new Map<string, number[]>();
  for (const { id } of vertices) {
    const path = `/jobs/${jid}/vertices/${id}/subtasks/metrics`;
    const names = (await flink.get<readonly { id: string }[]>(path)).map((metric) => metric.id);
    const wanted = names.filter((name) => LAG.test(name));
    for (let at = 0; at < wanted.length; at += SHARDS) {
      const line = wanted
        .slice(at, at + SHARDS)
        .map(encodeURIComponent)
        .join(',');
      // A shard belongs to one subtask, which alone has a number for it.
      for (const metric of await flink.get<readonly { id: string; max: number }[]>(`${path}?agg=max&get=${line}`)) {
        const [, source = ''] = LAG.exec(metric.id) ?? [];
        lags.set(source, [...(lags.get(source) ?? []), metric.max]);
      }
    }
  }
  return lags;
}
