// Windows that overlap.
import { count, firehose, hop, kinesis, minutes, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const perUser = plays
  .keyBy((e) => ({ userId: e.userId, device: e.device }))
  .window(hop(minutes(10), { every: minutes(2) }))
  .aggregate({ plays: count(), long: count((e) => e.seconds > 60) });

export default pipeline('hop', [perUser.to(firehose({ deliveryStream: 'plays-per-user' }))]);
