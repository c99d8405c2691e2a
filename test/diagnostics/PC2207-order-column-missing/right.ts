import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perUser = plays
  .keyBy((e) => ({ userId: e.userId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('misspelt', [
  perUser.to(dynamodb({ table: 'newest', partitionKey: 'userId', onlyIfNewer: 'windowEnd' })),
]);
