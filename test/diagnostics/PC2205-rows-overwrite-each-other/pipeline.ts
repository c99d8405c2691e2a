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
  .keyBy((e) => ({ titleId: e.titleId, device: e.device ?? 'unknown' }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('overwritten', [
  popular.to(dynamodb({ table: 'popular', partitionKey: 'titleId', sortKey: 'windowStart' })),
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2205
  popular.to(opensearch({ index: 'popular-live', id: (r) => `${r.titleId}#${r.device}` })),
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2205
]);
