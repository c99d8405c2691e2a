// A running total per key, forgotten a month after its last event.
import { count, days, dynamodb, kinesis, latest, pipeline, seconds, sum } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const totals = plays
  .keyBy((e) => ({ userId: e.userId }))
  .aggregate(
    { plays: count(), seconds: sum((e) => e.seconds), lastTitle: latest((e) => e.titleId) },
    { retain: days(30) },
  );

export default pipeline('retain', [totals.to(dynamodb({ table: 'user-totals', partitionKey: 'userId' }))]);
