/** The table refuses items, one by one or in whole batches. */
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../local/cluster/until.js';
import type { JsonRow } from '../../oracle/compare.js';
import { recordOf } from '../harness/traffic.js';
import { TABLE, type World } from '../harness/world.js';
import { rejectedRows, type Scenario } from './scenario.js';

const DURING = new Date(Date.UTC(2026, 2, 1, 18, 2));
const play = (titleId: string, device: string) =>
  recordOf({
    eventId: `odd-${titleId.length}-${device.length}`,
    at: DURING,
    userId: 'odd',
    titleId,
    device,
    kind: 'play',
  });

const bytes = (value: unknown): number => Buffer.byteLength(String(value));
/** An item's partition key is from 1 to 2,048 bytes, its sort key to 1,024. */
const notAnItem = (row: JsonRow): boolean =>
  bytes(row['titleId']) === 0 || bytes(row['titleId']) > 2_048 || bytes(row['slot']) > 1_024;
/** An id is at most 512 bytes. */
const notADocument = (row: JsonRow): boolean => bytes(row['titleId']) + 1 + bytes(row['slot']) > 512;

export const itemsRefused: Scenario = {
  name: 'dynamodb-refuses-items',
  records: [play('', 'tv'), play('t'.repeat(3_000), 'tv'), play('title-1', 'd'.repeat(410_000))],
  refused: { items: notAnItem, documents: notADocument },
  letters: ({ rows }) => [
    ...rejectedRows('title-popularity', rows.filter(notAnItem)),
    ...rejectedRows('title-popularity-live', rows.filter(notADocument)),
  ],
};

export const batchesRefused: Scenario = {
  name: 'dynamodb-refuses-batches',
  breaks: async ({ services }) => {
    for (let round = 0; round < 4; round++) {
      await sleep(1_500);
      services.dynamodb.faults.throttle(8);
      services.dynamodb.faults.leaveUnprocessed(8);
    }
    return [];
  },
};

/** A job whose table has a key of another type does not start, and says so; with the right table it does. */
export const wrongKeyType: Scenario = {
  name: 'dynamodb-wrong-key-type',
  prepare: async (world) => {
    await recreate(world, 'N');
    const said = await world.startCluster().then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
    if (!said.includes(`The key of the table '${TABLE}' is titleId (N), slot (S)`)) throw new Error(`it said ${said}`);
    await recreate(world, 'S');
  },
};

async function recreate({ dynamodb }: World, keyType: 'N' | 'S'): Promise<void> {
  await dynamodb.send(new DeleteTableCommand({ TableName: TABLE }));
  const status = (): Promise<string> =>
    dynamodb.send(new DescribeTableCommand({ TableName: TABLE })).then(
      ({ Table: table }) => table?.TableStatus ?? '',
      () => 'gone',
    );
  const is = (wanted: string): Promise<true> =>
    until(async () => ((await status()) === wanted ? true : null), {
      what: `a table that is ${wanted}`,
      timeoutMs: 20_000,
    });
  await is('gone');
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'titleId', AttributeType: keyType },
        { AttributeName: 'slot', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'titleId', KeyType: 'HASH' },
        { AttributeName: 'slot', KeyType: 'RANGE' },
      ],
    }),
  );
  await is('ACTIVE');
}
