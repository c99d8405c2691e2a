/** Makes something that a bundle touches, through AWS's own clients where the service has one. */
import type { Resource } from '../../../compiler/ir/resources.js';
import { refusal } from '../../refused.js';
import type { Catalog } from '../glue/catalog.js';
import type { LocalClient } from './clients.js';
import { createBucket } from './create-bucket.js';
import { createDeliveryStream } from './create-delivery-stream.js';
import { createIndex } from './create-index.js';
import { createQueue } from './create-queue.js';
import { createStream } from './create-stream.js';
import { createTable } from './create-table.js';

export interface Where {
  readonly client: LocalClient;
  readonly catalog: Catalog;
  /** Only when it is an index. */
  readonly opensearch: string | null;
  /** Of every stream; on demand without. */
  readonly shards?: number;
}

/** What the service refuses, such as a name that AWS does not take, is the author's to mend. */
export async function createResource(need: Resource, where: Where): Promise<void> {
  try {
    await create(need, where);
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode !== 400) throw error;
    throw refusal('resourceNotMade', {
      kind: need.kind.replace('-', ' '),
      name: need.name,
      reason: `${name}: ${message}`,
    });
  }
}

function create(need: Resource, { client, catalog, opensearch, shards }: Where): Promise<void> {
  switch (need.kind) {
    case 'stream':
      return createStream(client, streamName(need.name), shards);
    case 'delivery-stream':
      return createDeliveryStream(client, need, catalog);
    case 'table':
      return createTable(client, need);
    case 'queue':
      return createQueue(client, need.name);
    case 'bucket':
      return createBucket(client, need.name);
    case 'index':
      if (opensearch === null) throw new Error(`the index '${need.name}' needs an OpenSearch`);
      return createIndex(opensearch, need);
  }
}

/** Of its ARN, too. */
const streamName = (name: string): string => /[^/]+$/.exec(name)?.[0] ?? name;
