// Every window kind and every aggregate over one source whose contract has an Int and a rule.
import {
  avg,
  count,
  countDistinct,
  cumulate,
  dynamodb,
  firehose,
  first,
  hop,
  type Int,
  kinesis,
  latest,
  max,
  min,
  minutes,
  opensearch,
  pipeline,
  seconds,
  session,
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
  position: Int;
  at: Date;
}

const events = kinesis<Playback>({
  stream: 'playback',
  time: (e) => e.at,
  outOfOrder: seconds(30),
  rules: { watchedTimeGoesForward: (e) => e.watchedSeconds >= 0 },
});

const watching = events.filter((e) => e.kind !== 'search');

const aggregates = {
  events: count(),
  plays: count((e: Playback) => e.kind === 'play'),
  viewers: countDistinct((e: Playback) => e.userId),
  watched: sum((e: Playback) => e.watchedSeconds),
  position: sum((e: Playback) => e.position),
  mean: avg((e: Playback) => e.watchedSeconds),
  shortest: min((e: Playback) => e.watchedSeconds),
  longest: max((e: Playback) => e.watchedSeconds),
  lastDevice: max((e: Playback) => e.device),
  earliest: min((e: Playback) => e.at),
  firstEvent: first((e: Playback) => e.eventId),
  latestDevice: latest((e: Playback) => e.device),
};

const fiveMinutes = watching
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(5), { offset: minutes(1) }))
  .aggregate(aggregates);

const lastTen = watching
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(hop(minutes(10), { every: minutes(2) }))
  .aggregate(aggregates);

const hourSoFar = watching
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(cumulate(minutes(60), { step: minutes(5) }))
  .aggregate(aggregates);

const visits = watching
  .keyBy((e) => ({ userId: e.userId }))
  .window(session({ gap: minutes(2) }))
  .aggregate(aggregates);

const totals = watching.keyBy((e) => ({ titleId: e.titleId })).aggregate(aggregates, { retain: 'forever' });

export default pipeline('every-window', [
  fiveMinutes.to(firehose({ deliveryStream: 'five-minutes' })),
  lastTen.to(opensearch({ index: 'last-ten' })),
  hourSoFar.to(firehose({ deliveryStream: 'hour-so-far' })),
  visits.to(firehose({ deliveryStream: 'user-visits' })),
  totals.to(dynamodb({ table: 'totals', partitionKey: 'titleId' })),
]);
