/** The metrics that a running job has in the group that is exported: the keys of their groups, and their names. */
import type { Cluster } from '../../../local/cluster/cluster.js';

const OF_A_HISTOGRAM = /_(count|min|max|mean|median|stddev|p\d+)$/;

/** `source, stream: eventTimeLag`, sorted, each once; `: recordsPerSecond` for one in no group. */
export async function metricNames({ rest, jobId }: Pick<Cluster, 'rest' | 'jobId'>): Promise<readonly string[]> {
  const { vertices } = await rest.job(jobId);
  const names = await Promise.all(vertices.map(({ id }) => rest.vertexMetrics(jobId, id)));
  return [...new Set(names.flat().flatMap(described))].sort();
}

function described(metric: string): string[] {
  const path = /\.kinesisanalytics\.(.+)$/.exec(metric)?.[1]?.split('.');
  const name = path?.pop()?.replace(OF_A_HISTOGRAM, '');
  if (path === undefined || name === undefined) return [];
  return [`${path.filter((_, index) => index % 2 === 0).join(', ')}: ${name}`];
}

/** What `docs/metrics.md` lists, in the same form. */
export const documentedMetrics = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^\| ((?:`\w+`(?:, )?)*) +\| `(\w+)`/gm)]
    .map(([, groups = '', name = '']) => `${groups.replaceAll('`', '').trim()}: ${name}`)
    .sort();
