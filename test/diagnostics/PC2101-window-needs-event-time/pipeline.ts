import { count, days, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const totals = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(30) });
const perMinute = (totals as never as typeof plays)
  .window(tumble(minutes(1)))
// ^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2101
  .aggregate({ changes: count() });

export default pipeline('no-time', [perMinute.to(firehose({ deliveryStream: 'changes-per-minute' }))]);
