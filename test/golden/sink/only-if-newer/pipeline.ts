// The newest row of each key, by a column: a window into a table that has no place for another, a stream into an index.
import { count, dynamodb, kinesis, minutes, opensearch, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const popular = plays
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('only-if-newer', [
  popular.to(dynamodb({ table: 'popular', partitionKey: 'titleId', nulls: 'write', onlyIfNewer: 'windowEnd' })),
  plays.to(opensearch({ index: 'users', id: (e) => e.userId, onlyIfNewer: 'at' })),
]);
