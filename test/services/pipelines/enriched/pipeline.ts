/** title-popularity by the studio of a title, which is looked up in a table; few titles are remembered, so many are read. */
import {
  count,
  countDistinct,
  dynamodb,
  dynamodbTable,
  firehose,
  kinesis,
  minutes,
  opensearch,
  pipeline,
  seconds,
  sum,
  tumble,
} from 'pipectl';

export interface Playback {
  eventId: string;
  userId: string;
  titleId: string;
  kind: 'play' | 'pause' | 'seek' | 'stop' | 'search';
  device?: string;
  watchedSeconds: number;
  at: Date;
}

interface Title {
  titleId: string;
  studio: string;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' });

const watched = events.filter((e) => e.kind === 'play' || e.kind === 'stop');
const ofStudios = watched.enrich(titles, {
  on: (e) => ({ titleId: e.titleId }),
  columns: ['studio'],
  cache: { rows: 5, age: seconds(2) },
});

const popularity = ofStudios
  .keyBy((e) => ({ titleId: e.titleId, device: e.studio ?? 'unknown' }))
  .window(tumble(minutes(5)))
  .aggregate({
    plays: count((e) => e.kind === 'play'),
    viewers: countDistinct((e) => e.userId),
    watchedSeconds: sum((e) => e.watchedSeconds),
  })
  .map((r) => ({ ...r, slot: `${r.windowStart.toISOString()}#${r.device}` }));

export default pipeline('title-popularity', [
  events.to(firehose({ deliveryStream: 'playback-raw' })),
  popularity.to(dynamodb({ table: 'title-popularity', partitionKey: 'titleId', sortKey: 'slot' })),
  popularity.to(opensearch({ index: 'title-popularity-live', id: (r) => `${r.titleId}#${r.slot}` })),
]);
