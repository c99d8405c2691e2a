/** An index and the template it is made by, so that one that is deleted comes back with the same mapping. */
import type { IndexResource } from '../../../compiler/ir/resources.js';
import { propertiesOf } from '../../../compiler/ir/index-mapping.js';

export async function createIndex(url: string, { name, columns }: IndexResource): Promise<void> {
  const template = {
    // One node: a copy of a shard would have nowhere to be.
    settings: { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '1s' },
    mappings: { dynamic: false, properties: propertiesOf(columns) },
  };
  await put(`${url}/_index_template/pipectl-${encodeURIComponent(name)}`, { index_patterns: [name], template });
  await put(`${url}/${encodeURIComponent(name)}`, {});
}

async function put(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`OpenSearch answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}
