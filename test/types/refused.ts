/** What must not compile: each line under a mark is refused with that number. */
import {
  avg,
  count,
  countDistinct,
  dynamodb,
  dynamodbTable,
  firehose,
  hop,
  kinesis,
  kinesisStream,
  latest,
  minutes,
  opensearch,
  pipeline,
  seconds,
  session,
  sum,
  tumble,
} from 'pipectl';
import { events, type Event } from './events.js';

const keyed = events.keyBy((e) => ({ user: e.user }));
const table = keyed.aggregate({ n: count(), last: latest((e) => e.device) }, { retain: 'forever' });
const windowed = keyed.window(tumble(minutes(5))).aggregate({ n: count(), last: latest((e) => e.device) });

// A table replaces rows, which an append-only sink can't.
// @ts-expect-error TS2345
table.to(firehose({ deliveryStream: 'archive' }));
// @ts-expect-error TS2345
table.to(kinesisStream({ stream: 'copy', partitionKey: () => 'a' }));
// @ts-expect-error TS2345
table.to(opensearch({ index: 'users' }));
// @ts-expect-error TS2345
table.filter((r) => r.n > 1n).to(opensearch({ index: 'users' }));
// @ts-expect-error TS2339
table.keyBy(() => ({ user: '' }));
// @ts-expect-error TS2339
table.window(tumble(minutes(5)));

// Key columns are there, scalar and never null.
// @ts-expect-error TS2820
events.to(dynamodb({ table: 't', partitionKey: 'usr' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'device' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'country' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'tags' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'flag' }));
// @ts-expect-error TS2322
windowed.to(dynamodb({ table: 't', partitionKey: 'user', sortKey: 'last' }));
// @ts-expect-error TS2322
table.to(dynamodb({ table: 't', partitionKey: 'windowStart' }));
// @ts-expect-error TS2345
events.to(dynamodb({ table: 't' }));

// What says which row is newer is there, a time or a number, and never null; it needs rows that replace each other.
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'user', onlyIfNewer: 'att' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'user', onlyIfNewer: 'kind' }));
// @ts-expect-error TS2322
table.to(dynamodb({ table: 't', partitionKey: 'user', onlyIfNewer: 'last' }));
// @ts-expect-error TS2322
events.to(dynamodb({ table: 't', partitionKey: 'user', nulls: 'none' }));
// @ts-expect-error TS2769
events.to(opensearch({ index: 't', id: (e: Event) => e.id, onlyIfNewer: 'flag' }));
// @ts-expect-error TS2769
events.to(opensearch({ index: 't', onlyIfNewer: 'at' }));

// The bounds of a window are columns already.
// @ts-expect-error TS2322
events.keyBy((e) => ({ windowStart: e.at }));
// @ts-expect-error TS2322
events.keyBy((e) => ({ user: e.user, windowEnd: e.at }));
// @ts-expect-error TS2322
keyed.window(tumble(minutes(5))).aggregate({ windowStart: count() });
// @ts-expect-error TS2322
keyed.aggregate({ windowEnd: count() }, { retain: 'forever' });

// State has an end, unless it is said to have none.
// @ts-expect-error TS2554
keyed.aggregate({ n: count() });
// @ts-expect-error TS2345
keyed.aggregate({ n: count() }, {});
// @ts-expect-error TS2322
keyed.aggregate({ n: count() }, { retain: 30 });
// @ts-expect-error TS2554
keyed.window(tumble(minutes(5))).aggregate({ n: count() }, { retain: 'forever' });

// Fields are those of the row.
// @ts-expect-error TS2551
keyed.window(tumble(minutes(5))).aggregate({ n: sum((e) => e.amuont) });
// @ts-expect-error TS2339
keyed.window(tumble(minutes(5))).aggregate({ n: count((e) => e.nothing === 1) });
// @ts-expect-error TS2339
events.filter((e) => e.nothing > 1);
// @ts-expect-error TS2339
windowed.map((r) => ({ id: r.id }));
// @ts-expect-error TS2322
keyed.window(tumble(minutes(5))).aggregate({ n: sum((e) => e.user) });
// @ts-expect-error TS2322
keyed.window(tumble(minutes(5))).aggregate({ n: avg((e) => e.at) });
// @ts-expect-error TS2322
keyed.window(tumble(minutes(5))).aggregate({ n: countDistinct((e) => e.tags) });
// @ts-expect-error TS2322
keyed.window(tumble(minutes(5))).aggregate({ n: 3 });

// Lambdas give what their place needs.
// @ts-expect-error TS2322
events.filter((e) => e.amount);
// @ts-expect-error TS2322
events.map((e) => e.id);
// @ts-expect-error TS2322
events.keyBy((e) => ({ tags: e.tags }));
// @ts-expect-error TS2322
events.to(kinesisStream({ stream: 'copy', partitionKey: (e) => e.amount }));
// @ts-expect-error TS2769
events.to(opensearch({ index: 'events', id: (e) => e.device }));

// Sources say their event time and how far out of order it comes.
// @ts-expect-error TS2345
kinesis<Event>({ stream: 's', outOfOrder: seconds(1) });
// @ts-expect-error TS2345
kinesis<Event>({ stream: 's', time: (e) => e.at });
// @ts-expect-error TS2322
kinesis<Event>({ stream: 's', time: (e) => e.id, outOfOrder: seconds(1) });
// @ts-expect-error TS2322
kinesis<Event>({ stream: 's', time: (e) => e.at, outOfOrder: 30 });
// @ts-expect-error TS2322
kinesis<Event>({ stream: 's', time: (e) => e.at, outOfOrder: seconds(1), timestamps: 'rfc' });
// @ts-expect-error TS2344
kinesis<string>({ stream: 's', time: () => new Date(0), outOfOrder: seconds(1) });

// Durations, windows, sinks and outputs are not interchangeable, and options are spelt right.
// @ts-expect-error TS2345
tumble(5);
// @ts-expect-error TS2345
events.window(minutes(5));
// @ts-expect-error TS2345
hop(minutes(5), {});
// @ts-expect-error TS2353
session({ gap: minutes(5), every: minutes(1) });
// @ts-expect-error TS2741
pipeline('p', [events]);
// @ts-expect-error TS2741
pipeline('p', [firehose({ deliveryStream: 'a' })]);
// @ts-expect-error TS2561
pipeline('p', [events.to(firehose({ deliveryStream: 'a' }))], { paralellism: 2 });
// @ts-expect-error TS2322
pipeline('p', [events.to(firehose({ deliveryStream: 'a' }))], { runtime: 'FLINK-2_1' });

// A lookup is given parts of the table's key, of their types, and adds columns that its items have.
interface Profile {
  user: string;
  age: number;
}
const profiles = dynamodbTable<Profile>({ table: 'profiles', partitionKey: 'user' });
// @ts-expect-error TS2322
events.enrich(profiles, { on: (e) => ({ user: 5 }), columns: ['age'] });
// @ts-expect-error TS2820
events.enrich(profiles, { on: (e) => ({ user: e.user }), columns: ['ages'] });
// @ts-expect-error TS2820
dynamodbTable<Profile>({ table: 'profiles', partitionKey: 'usr' });
// @ts-expect-error TS2339
table.enrich(profiles, { on: () => ({ user: '' }), columns: ['age'] });
const aged = events.enrich(profiles, { on: (e) => ({ user: e.user }), columns: ['age'] });
// @ts-expect-error TS18047
aged.filter((e) => e.age > 18);
events
  .enrich(profiles, { on: (e) => ({ user: e.user }), columns: ['age'], onMissing: 'drop' })
  .filter((e) => e.age > 18);
