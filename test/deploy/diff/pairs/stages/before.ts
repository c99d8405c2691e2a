// Filters, maps and lookups.
import { dynamodbTable, firehose, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  kind: 'play' | 'stop';
  watched: number;
  at: Date;
}
interface Title {
  titleId: string;
  name: string;
  genre?: string;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });
const authors = dynamodbTable<{ titleId: string; author: string }>({ table: 'authors', partitionKey: 'titleId' });

const started = plays.filter((e) => e.kind === 'play');
const long = plays.filter((e) => e.watched > 30);
const named = started.enrich(titles, { on: (e) => ({ titleId: e.titleId }), columns: ['name', 'genre'] });
const short = named.map((e) => ({ userId: e.userId, label: `${e.name} (${e.titleId})`, minutes: e.watched / 60 }));
const written = long.enrich(authors, {
  on: (e) => ({ titleId: e.titleId }),
  columns: ['author'],
  cache: { rows: 100, age: minutes(1) },
});

export default pipeline('compared', [
  short.to(firehose({ deliveryStream: 'short' })),
  written.to(firehose({ deliveryStream: 'written' })),
]);
