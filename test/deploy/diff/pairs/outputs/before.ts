// Each kind of sink.
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
  plays.to(firehose({ deliveryStream: 'archive-v1' })).named('archive'),
  plays.to(firehose({ deliveryStream: 'moved' })),
  plays.to(dynamodb({ table: 'newest', partitionKey: 'userId', overwrite: true })),
  plays.to(dynamodb({ table: 'last', partitionKey: 'userId', sortKey: 'titleId', overwrite: true })),
  plays.to(opensearch({ index: 'plays-live', id: (e) => e.userId })),
  plays.to(opensearch({ index: 'plays-log' })),
  plays.to(kinesisStream({ stream: 'plays-feed', partitionKey: (e) => e.userId })),
  short.to(firehose({ deliveryStream: 'short-plays' })),
]);
