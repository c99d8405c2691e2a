// Keys and aggregates of windows.
import { avg, count, countDistinct, firehose, kinesis, max, minutes, pipeline, seconds, sum, tumble } from 'pipectl';

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
  .keyBy((e) => ({ titleId: e.titleId, device: e.device }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });
const swapped = plays
  .keyBy((e) => ({ titleId: e.titleId, userId: e.userId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count(), watched: sum((e) => e.watched) });
const counted = plays.window(tumble(minutes(5))).aggregate({
  long: count((e) => e.watched > 60),
  people: countDistinct((e) => e.userId),
  total: sum((e) => e.watched),
  mean: avg((e) => e.watched),
  all: count(),
  gone: max((e) => e.at),
});

export default pipeline('compared', [
  keyed.to(firehose({ deliveryStream: 'keyed-out' })),
  swapped.to(firehose({ deliveryStream: 'swapped-out' })),
  counted.to(firehose({ deliveryStream: 'counted-out' })),
]);
