// Only the last window of a title is wanted, so rows may replace each other; both sinks call their resource the same.
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

export default pipeline('overwrite', [
  popular.to(dynamodb({ table: 'popular', partitionKey: 'titleId', overwrite: true })),
  popular.to(opensearch({ index: 'popular' })).named('popular-log'),
]);
