import { count, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perTitle = plays
  .keyBy((e) => ({ titleId: e.titleId, length: e.seconds }))
  .window(tumble(minutes(1)))
  .aggregate({ plays: count() });

export default pipeline('twice', [perTitle.to(firehose({ deliveryStream: 'per-title' }))]);
