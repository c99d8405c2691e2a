import { count, firehose, hours, kinesis, max, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perMinute = plays.window(tumble(minutes(1))).aggregate({ plays: count() });
const busiest = perMinute
  .window(tumble(hours(1), { offset: minutes(15) }))
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2104
  .aggregate({ most: max((r) => r.plays) });

export default pipeline('cascade', [busiest.to(firehose({ deliveryStream: 'busiest-minute' }))]);
