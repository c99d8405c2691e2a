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

export default pipeline('twice-aggregated', [perUser.to(dynamodb({ table: 'plays-per-user', partitionKey: 'userId' }))]);
