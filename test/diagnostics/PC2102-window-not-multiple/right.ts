import { count, cumulate, days, firehose, hop, hours, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const recent = plays
  .window(hop(minutes(12), { every: minutes(3) }))
  .aggregate({ plays: count() });
const soFar = plays
  .window(cumulate(days(1), { step: hours(6) }))
  .aggregate({ plays: count() });

export default pipeline('multiples', [
  recent.to(firehose({ deliveryStream: 'recent' })).named('recent-plays'),
  soFar.to(firehose({ deliveryStream: 'so-far' })),
]);
