/** The local DynamoDB, asked by AWS's own client through the front. */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dynamoDbService, type DynamoDbService } from '../../../../local/services/dynamodb/dynamodb.js';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';

let service: DynamoDbService;
let front: Front;
let client: DynamoDBClient;

beforeAll(async () => {
  service = dynamoDbService();
  front = await startFront([service]);
  client = new DynamoDBClient({
    endpoint: front.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'plays',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'title', AttributeType: 'S' },
        { AttributeName: 'slot', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'title', KeyType: 'HASH' },
        { AttributeName: 'slot', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 0.02 }, { TableName: 'plays' });
});
beforeEach(() => service.faults.clear());
afterAll(() => front.close());

const item = (slot: number) => ({ title: { S: 'Dune' }, slot: { N: String(slot) } });
const batch = (slots: readonly number[]) =>
  client.send(
    new BatchWriteItemCommand({ RequestItems: { plays: slots.map((slot) => ({ PutRequest: { Item: item(slot) } })) } }),
  );

test('writes and reads, large answers included', async () => {
  const text = 'x'.repeat(300_000);
  await client.send(new PutItemCommand({ TableName: 'plays', Item: { ...item(0), text: { S: text } } }));
  const { Item } = await client.send(new GetItemCommand({ TableName: 'plays', Key: item(0) }));
  expect(Item?.['text']?.S).toBe(text);
});

test('many at once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => batch(Array.from({ length: 25 }, (_, j) => 100 + i * 25 + j))),
  );
  const { Count } = await client.send(
    new ScanCommand({
      TableName: 'plays',
      FilterExpression: 'slot >= :from',
      ExpressionAttributeValues: { ':from': { N: '100' } },
    }),
  );
  expect(Count).toBe(500);
});

test('refuses as DynamoDB does', async () => {
  await expect(batch([1, 1])).rejects.toMatchObject({ name: 'ValidationException' });
  const missing = new PutItemCommand({ TableName: 'nothing', Item: item(1) });
  await expect(client.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('throttles, denies and loses tables when told to', async () => {
  service.faults.throttle(1);
  await expect(batch([2])).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  await expect(batch([2])).resolves.toMatchObject({ UnprocessedItems: {} });
  service.faults.deny('BatchWriteItem');
  await expect(batch([2])).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      'not authorized to perform: dynamodb:BatchWriteItem on resource: arn:aws:dynamodb:eu-west-1:000000000000:table/plays',
    ),
  });
  service.faults.clear();
  service.faults.missing('plays');
  await expect(batch([2])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('leaves half of a batch undone, and has not written it', async () => {
  service.faults.leaveUnprocessed(1);
  const { UnprocessedItems } = await batch([11, 12, 13]);
  expect(UnprocessedItems).toEqual({ plays: [11, 13].map((slot) => ({ PutRequest: { Item: item(slot) } })) });
  const written = await Promise.all(
    [11, 12, 13].map((slot) => client.send(new GetItemCommand({ TableName: 'plays', Key: item(slot) }))),
  );
  expect(written.map(({ Item }) => Item !== undefined)).toEqual([false, true, false]);
});

test('leaves half of the keys of a batch unread, to the last one', async () => {
  await batch([21, 22, 23]);
  service.faults.leaveUnprocessed(2);
  const read = (slots: readonly number[]) => {
    const plays = { Keys: slots.map(item), ProjectionExpression: '#s', ExpressionAttributeNames: { '#s': 'slot' } };
    return client.send(new BatchGetItemCommand({ RequestItems: { plays } }));
  };
  const first = await read([21, 22, 23]);
  expect(first.Responses).toEqual({ plays: [{ slot: { N: '22' } }] });
  expect(first.UnprocessedKeys).toEqual({
    plays: { Keys: [21, 23].map(item), ProjectionExpression: '#s', ExpressionAttributeNames: { '#s': 'slot' } },
  });
  const second = await read([21]);
  expect(second.UnprocessedKeys?.['plays']?.Keys).toEqual([item(21)]);
  expect((await read([21])).Responses?.['plays']).toHaveLength(1);
});
