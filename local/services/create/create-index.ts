/** An index and the template it is made by, so that one that is deleted comes back with the same mapping. */
import type { IndexResource } from '../../../compiler/ir/resources.js';
import { propertiesOf } from '../../../compiler/ir/index-mapping.js';
import { refusal } from '../../refused.js';

export async function createIndex(url: string, { name, columns }: IndexResource): Promise<void> {
  const put = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${url}/${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return;
    const text = await answer.text();
    if (answer.status !== 400) throw new Error(`OpenSearch answered ${answer.status}: ${text.slice(0, 500)}`);
    throw refusal('resourceNotMade', { kind: 'index', name, reason: reasonIn(text) });
  };
  const template = {
    // One node: a copy of a shard would have nowhere to be.
    settings: { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '1s' },
    mappings: { dynamic: false, properties: propertiesOf(columns) },
  };
  await put(`_index_template/pipectl-${encodeURIComponent(name)}`, { index_patterns: [name], template });
  await put(encodeURIComponent(name), {});
}

function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly reason?: string } };
    return error?.reason ?? text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}
