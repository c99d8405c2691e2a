// A chain in one piece, called as its source: the source keeps the name, and each of its steps has one of its own.
import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) })
  .filter((e) => e.seconds > 60)
  .keyBy((e) => ({ titleId: e.titleId }))
  .window(tumble(minutes(5)))
  .aggregate({ plays: count() });

export default pipeline('one-chain', [
  plays.to(dynamodb({ table: 'plays', partitionKey: 'titleId', sortKey: 'windowStart' })),
]);
