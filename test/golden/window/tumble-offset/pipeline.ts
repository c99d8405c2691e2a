// Windows that begin a quarter past the hour.
import { count, firehose, hours, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

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
  .window(tumble(hours(1), { offset: minutes(15) }))
  .aggregate({ plays: count(), long: count((e) => e.seconds > 60) });

export default pipeline('tumble-offset', [perUser.to(firehose({ deliveryStream: 'plays-per-user' }))]);
