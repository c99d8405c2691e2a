// Windows as long as a user goes on.
import { count, firehose, kinesis, minutes, pipeline, seconds, session } from 'pipectl';

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
  .window(session({ gap: minutes(30) }))
  .aggregate({ plays: count(), long: count((e) => e.seconds > 60) });

export default pipeline('session', [perUser.to(firehose({ deliveryStream: 'plays-per-user' }))]);
