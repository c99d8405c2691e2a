import { count, firehose, hours, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const hourly = plays
  .window(tumble(hours(1), { offset: minutes(15) }))
  .aggregate({ plays: count() });

export default pipeline('offset', [hourly.to(firehose({ deliveryStream: 'hourly-plays' }))]);
