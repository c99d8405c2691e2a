/** One of everything that a pipeline can touch, for the template of its surroundings. */
import {
  count,
  days,
  dynamodb,
  dynamodbTable,
  firehose,
  kinesis,
  kinesisStream,
  minutes,
  opensearch,
  pipeline,
  seconds,
  tumble,
} from 'pipectl';

interface Order {
  orderId: string;
  userId: string;
  amount: bigint;
  items: { sku: string; count: number }[];
  gift: boolean;
  note?: string;
  at: Date;
}

interface User {
  userId: string;
  country: string;
}

const orders = kinesis<Order>({ stream: 'orders', time: (e) => e.at, outOfOrder: seconds(30) });
const users = dynamodbTable<User>({ table: 'users', partitionKey: 'userId' });

const enriched = orders
  .map((e) => ({ userId: e.userId }))
  .enrich(users, { on: (e) => ({ userId: e.userId }), columns: ['country'] });

const perCountry = enriched
  .keyBy((e) => ({ country: e.country ?? 'unknown' }))
  .window(tumble(minutes(5)))
  .aggregate({ orders: count() });

const perUser = orders.keyBy((e) => ({ userId: e.userId })).aggregate({ orders: count() }, { retain: days(30) });

export default pipeline(
  'everything',
  [
    orders.to(firehose({ deliveryStream: 'orders-by-arrival' })),
    orders.to(firehose({ deliveryStream: 'orders-by-time', partitionBy: 'at' })),
    orders.to(kinesisStream({ stream: 'orders-copy', partitionKey: (e) => e.userId })),
    perCountry
      .map((r) => ({ ...r, deleteAt: 1893456000 }))
      .to(dynamodb({ table: 'countries', partitionKey: 'country', sortKey: 'windowStart', timeToLive: 'deleteAt' })),
    perUser
      .filter((r) => r.orders < 3n)
      .to(dynamodb({ table: 'new-users', partitionKey: 'userId', onlyIfNewer: 'orders' })),
    perUser.to(opensearch({ index: 'users-live', id: (r) => r.userId })),
  ],
  { deadLetters: 'everything-dead-letters' },
);
