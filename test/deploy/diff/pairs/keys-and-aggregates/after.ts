// A key more and one less, one computed differently, another order; aggregates of another kind, argument, type.
import { count, countDistinct, firehose, kinesis, latest, min, minutes, pipeline, seconds, sum, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  watched: number;
  bytes: bigint;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });

const keyed = plays
  .keyBy((e) => ({ device: e.device ?? 'unknown', userId: e.userId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });
const swapped = plays
  .keyBy((e) => ({ userId: e.userId, titleId: e.titleId }))
  .window(tumble(minutes(5)))
  .aggregate({ watched: sum((e) => e.watched), plays: count() });
const counted = plays.window(tumble(minutes(5))).aggregate({
  long: count((e) => e.watched > 120),
  people: countDistinct((e) => e.titleId),
  total: sum((e) => e.bytes),
  mean: min((e) => e.watched),
  all: count((e) => e.watched > 0),
  device: latest((e) => e.device),
});

export default pipeline('compared', [
  keyed.to(firehose({ deliveryStream: 'keyed-out' })),
  swapped.to(firehose({ deliveryStream: 'swapped-out' })),
  counted.to(firehose({ deliveryStream: 'counted-out' })),
]);
