// A day so far, every hour.
import { count, cumulate, days, firehose, hours, kinesis, pipeline, seconds } from 'pipectl';

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
  .window(cumulate(days(1), { step: hours(1) }))
  .aggregate({ plays: count(), long: count((e) => e.seconds > 60) });

export default pipeline('cumulate', [perUser.to(firehose({ deliveryStream: 'plays-per-user' }))]);
