/** Kinesis streams: they grow by themselves, and keep records long enough for a job to be away over a weekend. */
import type { StreamResource } from '../../compiler/ir/resources.js';
import { logicalId } from './logical-id.js';
import { placeOf } from './place.js';
import type { InfrastructureTarget } from './target.js';
import { KEPT, tagList, type Resources } from './template.js';

const HOURS = 7 * 24;
/** As long as a queue can keep them. */
const HOURS_OF_LETTERS = 14 * 24;

export function streamResources(stream: StreamResource, target: InfrastructureTarget): Resources {
  const { kms, tags } = target;
  const { name } = placeOf(stream, target);
  return {
    [logicalId(name, 'Stream')]: {
      Type: 'AWS::Kinesis::Stream',
      ...KEPT,
      Properties: {
        Name: name,
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
        RetentionPeriodHours: stream.columns === null ? HOURS_OF_LETTERS : HOURS,
        ...(kms !== null && { StreamEncryption: { EncryptionType: 'KMS', KeyId: kms } }),
        ...tagList(tags),
      },
    },
  };
}
