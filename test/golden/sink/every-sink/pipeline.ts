// The same windowed rows in each kind of sink.
import { count, dynamodb, firehose, kinesis, kinesisStream, minutes, opensearch, pipeline, seconds, tumble } from 'pipectl';

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

export default pipeline('every-sink', [
  popular.to(firehose({ deliveryStream: 'popular-archive' })),
  popular.to(dynamodb({ table: 'popular', partitionKey: 'titleId', sortKey: 'windowEnd' })),
  popular.to(opensearch({ index: 'popular-log' })),
  popular.to(opensearch({ index: 'popular-live', id: (r) => `${r.titleId}#${r.windowStart.toISOString()}` })),
  popular.to(kinesisStream({ stream: 'popular-feed', partitionKey: (r) => r.titleId })),
]);
