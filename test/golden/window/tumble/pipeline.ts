// A tumbling window per key.
import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

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
  .window(tumble(minutes(5)))
  .aggregate({ plays: count(), long: count((e) => e.seconds > 60) });

export default pipeline('tumble', [perUser.to(firehose({ deliveryStream: 'plays-per-user' }))]);
