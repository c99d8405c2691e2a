/** The metrics that a running job has in the group that is exported: the keys of their groups, and their names. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../../local/cluster/cluster.js';

const OF_A_HISTOGRAM = /_(count|min|max|mean|median|stddev|p\d+)$/;

const PATIENCE_MS = 60_000;

/**
 * `source, stream: eventTimeLag`, sorted, each once; `: recordsPerSecond` for one in no group. Flink answers with what it knew
 * when it was last asked, and some begin with the first record: it is asked until all that are wanted are among them.
 */
export async function metricNames(
  cluster: Pick<Cluster, 'rest' | 'jobId'>,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const names = await namesNow(cluster);
    if (wanted.every((name) => names.includes(name)) || Date.now() > end) return names;
    await sleep(500);
  }
}

async function namesNow({ rest, jobId }: Pick<Cluster, 'rest' | 'jobId'>): Promise<readonly string[]> {
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
