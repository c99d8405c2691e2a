import { count, firehose, hours, kinesis, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const hourly = plays
  .window(tumble(hours(1), { offset: seconds(30) }))
  .aggregate({ plays: count() });

export default pipeline('too-fine', [hourly.to(firehose({ deliveryStream: 'hourly-plays' }))]);
