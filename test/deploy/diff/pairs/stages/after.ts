// The filter's condition, columns, what is looked up and where; a map reads another stage.
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
const writers = dynamodbTable<{ titleId: string; author: string }>({ table: 'writers', partitionKey: 'titleId' });

const atLeast = (least: number) => (e: Play) => e.watched >= least;
const started = plays.filter((e) => e.kind === 'play' || e.kind === 'stop');
const long = plays.filter(atLeast(60));
const named = long.enrich(titles, { on: (e) => ({ titleId: e.titleId.toLowerCase() }), columns: ['name'] });
const short = named.map((e) => ({ label: `${e.name} by ${e.titleId}`, userId: e.userId, seconds: e.watched }));
const written = long.enrich(writers, {
  on: (e) => ({ titleId: e.titleId }),
  columns: ['author'],
  onMissing: 'drop',
  cache: { rows: 1000, age: minutes(10) },
});

export default pipeline('compared', [
  short.to(firehose({ deliveryStream: 'short' })),
  written.to(firehose({ deliveryStream: 'written' })),
  started.to(firehose({ deliveryStream: 'started' })),
]);
