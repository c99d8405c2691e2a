/** The ledger's counters of a running job: the sums over all subtasks, by stage and term. */
import type { LedgerStage } from '../../compiler/ir/bundle.js';
import type { FlinkJob, FlinkJobs } from './flink/flink-jobs.js';

export type StageCounters = Readonly<Record<string, Readonly<Record<string, number>>>>;

const COUNTER = /\.kinesisanalytics\.stage\.(.+)\.([^.]+)$/;
/** Longer request lines are refused. */
const LONGEST_LINE = 3_000;

export async function stageCounters(
  flink: FlinkJobs,
  { jid, vertices }: Pick<FlinkJob, 'jid' | 'vertices'>,
  ledger: readonly LedgerStage[],
): Promise<StageCounters> {
  const stages = new Map(ledger.map(({ stage }) => [asReported(stage), stage]));
  const counters: Record<string, Record<string, number>> = {};
  for (const { id } of vertices) {
    const path = `/jobs/${jid}/vertices/${id}/subtasks/metrics`;
    const known = await flink.get<readonly { id: string }[]>(path);
    const names = known.map((metric) => metric.id).filter((name) => COUNTER.test(name));
    for (const line of packed(names.map(encodeURIComponent))) {
      for (const metric of await flink.get<readonly { id: string; sum: number }[]>(`${path}?agg=sum&get=${line}`)) {
        const [, reported = '', term = ''] = COUNTER.exec(metric.id) ?? [];
        const counts = (counters[stages.get(reported) ?? reported] ??= {});
        counts[term] = (counts[term] ?? 0) + metric.sum;
      }
    }
  }
  return counters;
}

/** Flink's metric names have underscores for what could be mistaken for a separator. */
export const asReported = (stage: string): string => stage.replaceAll(/[ .:,]/g, '_');

/** Comma separated pieces, each short enough for a request line. */
function packed(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 1 > LONGEST_LINE) lines.push(name);
    else lines[lines.length - 1] = `${last},${name}`;
  }
  return lines;
}
