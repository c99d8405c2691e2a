import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const perLength = plays
  .keyBy((e) => ({ long: e.seconds > 60 }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('key-type', [
  perLength.to(dynamodb({ table: 'lengths', partitionKey: 'long' as never, sortKey: 'windowStart' })),
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2204
]);
