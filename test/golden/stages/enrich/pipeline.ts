// Lookups: columns that may be missing pass by inside a row; by two keys; rows without an item dropped; behind a window.
import { count, dynamodb, dynamodbTable, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  at: Date;
}

interface Title {
  titleId: string;
  name: string;
  genre?: 'comedy' | 'drama';
}

interface Price {
  country: string;
  at: Date;
  cents: bigint;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
const prices = dynamodbTable<Price>({ table: 'prices', partitionKey: 'country', sortKey: 'at' });

const named = plays.enrich(titles, { on: (e) => ({ titleId: e.titleId.toLowerCase() }), columns: ['name', 'genre'] });
const perGenre = named
  .keyBy((e) => ({ genre: e.genre ?? 'none' }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });
const priced = perGenre.enrich(prices, {
  on: (r) => ({ at: r.windowStart, country: 'fr' }),
  columns: ['cents'],
  onMissing: 'drop',
  cache: { rows: 100, age: minutes(10) },
});

export default pipeline('enrich', [
  named.to(firehose({ deliveryStream: 'named-plays' })),
  priced.to(dynamodb({ table: 'genres', partitionKey: 'genre', sortKey: 'windowStart' })),
]);
