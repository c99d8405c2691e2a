// Kept for longer, kept for a while instead of for ever, and a map that has become an aggregate.
import { count, days, dynamodb, kinesis, opensearch, pipeline, seconds, sum } from 'pipectl';

interface Play {
  userId: string;
  watched: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });

const users = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(90) });
const totals = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(365) });
const watched = plays
  .keyBy((e) => ({ userId: e.userId }))
  .aggregate({ watched: sum((e) => e.watched) }, { retain: days(30) });

export default pipeline('compared', [
  users.to(dynamodb({ table: 'users', partitionKey: 'userId' })),
  totals.to(dynamodb({ table: 'totals-per-user', partitionKey: 'userId' })),
  watched.to(opensearch({ index: 'watched-live', id: (r) => r.userId })),
]);
