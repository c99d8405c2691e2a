import { count, days, dynamodb, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perUser = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(1) });
const perCount = (perUser as never as typeof plays)
  .keyBy((r) => ({ userId: r.userId }))
  .aggregate({ users: count() }, { retain: days(1) });
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2105

export default pipeline('twice-aggregated', [
  perCount.to(dynamodb({ table: 'users-per-count', partitionKey: 'userId' })),
]);
