/** How far the sources of a job are behind, by what their readers measure. */
import type { LedgerStage } from '../../../compiler/ir/bundle.js';
import { asReported } from '../../../compiler/ir/counters.js';
import type { FlinkJob, FlinkJobs } from '../../application/flink/flink-jobs.js';
import { vertexMetrics, type VertexMetric } from '../../application/flink/vertex-metrics.js';
import type { SourceLag } from './job-look.js';

const BEHIND = /\.kinesisanalytics\.source\.(.+)\.stream\..+\.millisBehindLatest$/;
const EVENT_TIME = /\.kinesisanalytics\.source\.(.+)\.stream\..+\.eventTimeLag$/;

export async function readLags(flink: FlinkJobs, job: FlinkJob, ledger: readonly LedgerStage[]): Promise<SourceLag[]> {
  return lagsIn(await vertexMetrics(flink, job, (name) => BEHIND.test(name) || EVENT_TIME.test(name)), ledger);
}

/** One for each source that reports; of its shards and subtasks the one that is furthest behind. */
export function lagsIn(
  metrics: readonly Pick<VertexMetric, 'id' | 'max'>[],
  ledger: readonly LedgerStage[],
): SourceLag[] {
  const sources = new Map(
    ledger.flatMap(({ stage, kind }) => (kind === 'source' ? [[asReported(stage), stage] as const] : [])),
  );
  const furthest = (pattern: RegExp): Map<string, number> => {
    const found = new Map<string, number>();
    for (const { id, max } of metrics) {
      const [, reported] = pattern.exec(id) ?? [];
      if (reported === undefined) continue;
      const source = sources.get(reported) ?? reported;
      found.set(source, Math.max(max, found.get(source) ?? -1));
    }
    return found;
  };
  const [behind, event] = [furthest(BEHIND), furthest(EVENT_TIME)];
  return [...new Set([...behind.keys(), ...event.keys()])].sort().map((source) => ({
    source,
    millisBehindLatest: known(behind.get(source)),
    eventTimeLag: known(event.get(source)),
  }));
}

/** -1: nobody knows yet. */
const known = (millis: number | undefined): number | null => (millis === undefined || millis < 0 ? null : millis);
