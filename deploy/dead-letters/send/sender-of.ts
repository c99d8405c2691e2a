/** The sender of a destination. */
import type { AwsAccess } from '../../aws/access.js';
import type { Place } from '../destination.js';
import type { Sender } from './sender.js';
import { toDynamoDb } from './to-dynamodb.js';
import { toFile } from './to-file.js';
import { toFirehose } from './to-firehose.js';
import { toKinesis } from './to-kinesis.js';
import { toOpenSearch } from './to-opensearch.js';

export interface SendingPlace {
  readonly access: AwsAccess;
  /** Of a running `pipectl dev`, which takes the place of any other. */
  readonly opensearch: string | null;
}

export async function senderOf(destination: Place, { access, opensearch }: SendingPlace): Promise<Sender> {
  if (destination.kind === 'file') return toFile(destination.file);
  const { resource, options } = destination;
  switch (resource.kind) {
    case 'stream':
      return toKinesis(resource.name, access, options['output'] !== undefined);
    case 'delivery-stream':
      return toFirehose(resource.name, access);
    case 'table':
      return toDynamoDb(resource, options, access);
    case 'index': {
      const endpoint = opensearch ?? resource.endpoint;
      if (endpoint === null) throw new Error(`the index '${resource.name}' has no endpoint`);
      return toOpenSearch({ resource, options, endpoint }, access);
    }
  }
}
