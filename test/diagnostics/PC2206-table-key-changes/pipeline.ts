import { count, days, dynamodb, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const totals = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(30) });

export default pipeline('moving', [
  totals.to(dynamodb({ table: 'totals', partitionKey: 'userId', sortKey: 'plays' })),
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2206
]);
