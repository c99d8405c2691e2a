/** A DynamoDB table whose key columns have the types that rows bring; it can be written to when this has ended. */
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { TableResource } from '../../../compiler/ir/resources.js';
import { keyType } from '../../../compiler/ir/key-type.js';
import { using, type LocalClient } from './clients.js';

export const createTable = (local: LocalClient, { name, partitionKey, sortKey }: TableResource): Promise<void> =>
  using(new DynamoDBClient(local), async (client) => {
    const keys = [partitionKey, ...(sortKey ? [sortKey] : [])];
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: keyType(key.type) })),
        KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
    await waitUntilTableExists({ client, ...PATIENCE }, { TableName: name });
  });

/** In seconds. */
const PATIENCE = { maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.5 };
