/** title-popularity with an `idleAfter`: a silent shard does not hold back the windows of the others. */
import {
  count,
  countDistinct,
  dynamodb,
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

const events = kinesis<Playback>({
  stream: 'playback',
  time: (e) => e.at,
  outOfOrder: seconds(30),
  idleAfter: seconds(10),
});

const popularity = events
  .filter((e) => e.kind === 'play' || e.kind === 'stop')
  .keyBy((e) => ({ titleId: e.titleId, device: e.device ?? 'unknown' }))
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
