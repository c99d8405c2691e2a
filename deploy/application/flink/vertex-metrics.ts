/** What the operators of a job measure, over all their subtasks. */
import type { FlinkJob, FlinkJobs } from './flink-jobs.js';

export interface VertexMetric {
  /** With the operator's name in front of the metric's. */
  readonly id: string;
  readonly sum: number;
  readonly max: number;
}

/** Longer request lines are refused. */
const LONGEST_LINE = 3_000;

/** Those whose name fits. */
export async function vertexMetrics(
  flink: FlinkJobs,
  { jid, vertices }: Pick<FlinkJob, 'jid' | 'vertices'>,
  wanted: (name: string) => boolean,
): Promise<VertexMetric[]> {
  const found: VertexMetric[] = [];
  for (const { id } of vertices) {
    const path = `/jobs/${jid}/vertices/${id}/subtasks/metrics`;
    const known = await flink.get<readonly { id: string }[]>(path);
    const names = known.map((metric) => metric.id).filter(wanted);
    for (const line of packed(names.map(encodeURIComponent)))
      found.push(...(await flink.get<readonly VertexMetric[]>(`${path}?agg=sum,max&get=${line}`)));
  }
  return found;
}

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
