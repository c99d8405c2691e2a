/** The queue of dead letters, which keeps them as long as SQS can. */
import type { QueueResource } from '../../compiler/ir/resources.js';
import { logicalId } from './logical-id.js';
import { placeOf } from './place.js';
import type { InfrastructureTarget } from './target.js';
import { KEPT, tagList, type Resources } from './template.js';

const LONGEST_S = 14 * 24 * 3600;

export function queueResources(queue: QueueResource, target: InfrastructureTarget): Resources {
  const { kms, tags } = target;
  const { name } = placeOf(queue, target);
  return {
    [logicalId(name, 'Queue')]: {
      Type: 'AWS::SQS::Queue',
      ...KEPT,
      Properties: {
        QueueName: name,
        MessageRetentionPeriod: LONGEST_S,
        ...(kms === null ? { SqsManagedSseEnabled: true } : { KmsMasterKeyId: kms }),
        ...tagList(tags),
      },
    },
  };
}
