// Another resource, another kind of sink, another key, order and nulls; one more and one less.
import { dynamodb, firehose, kinesis, kinesisStream, opensearch, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  watched: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });
const short = plays.map((e) => ({ userId: e.userId, titleId: e.titleId, at: e.at }));

export default pipeline('compared', [
  plays.to(firehose({ deliveryStream: 'plays-raw' })),
  plays.to(firehose({ deliveryStream: 'archive-v2' })).named('archive'),
  plays.to(kinesisStream({ stream: 'moved', partitionKey: (e) => e.userId })),
  plays.to(dynamodb({ table: 'newest', partitionKey: 'userId', onlyIfNewer: 'at', nulls: 'write', overwrite: true })),
  plays.to(dynamodb({ table: 'last', partitionKey: 'titleId', overwrite: true })),
  plays.to(opensearch({ index: 'plays-live', id: (e) => `${e.userId}#${e.titleId}` })),
  plays.to(opensearch({ index: 'plays-log', id: (e) => e.titleId })),
  plays.to(kinesisStream({ stream: 'plays-feed', partitionKey: (e) => e.titleId })),
  plays.to(firehose({ deliveryStream: 'short-plays' })),
  short.to(firehose({ deliveryStream: 'shorter-plays' })),
]);
