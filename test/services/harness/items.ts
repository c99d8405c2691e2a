/** Every item of a DynamoDB table, as plain rows. */
import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JsonRow } from '../../oracle/compare.js';

export async function itemsOf(client: DynamoDBClient, table: string): Promise<JsonRow[]> {
  const rows: JsonRow[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ...(start && { ExclusiveStartKey: start }) }));
    for (const item of page.Items ?? []) {
      rows.push(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)])));
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

export async function countItems(client: DynamoDBClient, table: string): Promise<number> {
  let count = 0;
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, Select: 'COUNT', ...(start && { ExclusiveStartKey: start }) }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
}

function plain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.NULL !== undefined) return null;
  if (value.BOOL !== undefined) return value.BOOL;
  throw new Error(`no column has this attribute: ${JSON.stringify(value)}`);
}
