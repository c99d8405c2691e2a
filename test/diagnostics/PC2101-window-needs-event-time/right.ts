import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perMinute = plays
  .window(tumble(minutes(1)))
  .aggregate({ plays: count() });

export default pipeline('no-time', [perMinute.to(firehose({ deliveryStream: 'plays-per-minute' }))]);
