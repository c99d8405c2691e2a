// Stages that come and go, and one that is only called differently.
import { count, days, dynamodb, firehose, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });
const perTitle = plays
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });
const users = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(30) });
const known = plays.filter((e) => e.userId !== '');

export default pipeline('compared', [
  perTitle.to(dynamodb({ table: 'titles', partitionKey: 'titleId', sortKey: 'windowStart' })),
  users.to(dynamodb({ table: 'users-table', partitionKey: 'userId' })),
  known.to(firehose({ deliveryStream: 'known-plays' })),
]);
