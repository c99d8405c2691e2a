/** How far the sources of a job are behind, by what their readers measure. */
import type { LedgerStage } from '../../../compiler/ir/bundle.js';
import { asReported } from '../../../compiler/ir/counters.js';
import { windowsWaitFor } from '../../../compiler/ir/silent-shards.js';
import type { FlinkJob, FlinkJobs } from '../../application/flink/flink-jobs.js';
import { vertexMetrics, type VertexMetric } from '../../application/flink/vertex-metrics.js';
import type { SourceLag } from './job-look.js';

const OF_SOURCES =
  /\.kinesisanalytics\.source\.(.+)\.stream\..+\.(millisBehindLatest|eventTimeLag|shards|silentShards)$/;

export async function readLags(flink: FlinkJobs, job: FlinkJob, ledger: readonly LedgerStage[]): Promise<SourceLag[]> {
  return lagsIn(await vertexMetrics(flink, job, (name) => OF_SOURCES.test(name)), ledger);
}

/** One for each source that reports; of its shards and subtasks the one that is furthest behind. */
export function lagsIn(metrics: readonly VertexMetric[], ledger: readonly LedgerStage[]): SourceLag[] {
  const names = new Map(
    ledger.flatMap(({ stage, kind }) => (kind === 'source' ? [[asReported(stage), stage] as const] : [])),
  );
  const found = metrics.flatMap(({ id, sum, max }) => {
    const [, reported = '', metric] = OF_SOURCES.exec(id) ?? [];
    return metric === undefined ? [] : [{ source: names.get(reported) ?? reported, metric, sum, max }];
  });
  return [...new Set(found.map(({ source }) => source))].sort().map((source) => {
    const of = (name: string): VertexMetricOf[] =>
      found.filter((each) => each.source === source && each.metric === name);
    const furthest = (name: string): number | null => known(Math.max(-1, ...of(name).map(({ max }) => max)));
    const together = (name: string): number => of(name).reduce((total, { sum }) => total + sum, 0);
    return {
      source,
      millisBehindLatest: furthest('millisBehindLatest'),
      eventTimeLag: furthest('eventTimeLag'),
      waitsFor: windowsWaitFor({ silent: together('silentShards'), of: together('shards') }, ledger),
    };
  });
}

type VertexMetricOf = Pick<VertexMetric, 'sum' | 'max'>;

/** -1: nobody knows yet. */
const known = (millis: number): number | null => (millis < 0 ? null : millis);
