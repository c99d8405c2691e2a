// Aggregates without a window, and rows that begin to be replaced.
import { count, days, dynamodb, kinesis, opensearch, pipeline, seconds, sum } from 'pipectl';

interface Play {
  userId: string;
  watched: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });

const users = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: days(30) });
const totals = plays.keyBy((e) => ({ userId: e.userId })).aggregate({ plays: count() }, { retain: 'forever' });
const watched = plays.map((e) => ({ userId: e.userId, watched: e.watched }));

export default pipeline('compared', [
  users.to(dynamodb({ table: 'users', partitionKey: 'userId' })),
  totals.to(dynamodb({ table: 'totals-per-user', partitionKey: 'userId' })),
  watched.to(opensearch({ index: 'watched-live', id: (r) => r.userId })),
]);
