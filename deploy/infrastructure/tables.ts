/** DynamoDB tables with the key that rows are written by, and what lets old items go. */
import { keyType } from '../../compiler/ir/key-type.js';
import type { TableResource } from '../../compiler/ir/resources.js';
import { logicalId } from './logical-id.js';
import { placeOf } from './place.js';
import type { InfrastructureTarget } from './target.js';
import { KEPT, tagList, type Resources } from './template.js';

export function tableResources(table: TableResource, target: InfrastructureTarget): Resources {
  const { kms, tags } = target;
  const { partitionKey, sortKey, timeToLive } = table;
  const { name } = placeOf(table, target);
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])];
  return {
    [logicalId(name, 'Table')]: {
      Type: 'AWS::DynamoDB::Table',
      ...KEPT,
      Properties: {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: keyType(key.type) })),
        KeySchema: keys.map((key, at) => ({ AttributeName: key.name, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
        ...(timeToLive !== null && { TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true } }),
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        ...(kms !== null && { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: kms } }),
        ...tagList(tags),
      },
    },
  };
}
