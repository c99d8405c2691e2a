import { dynamodb, kinesis, latest, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const users = plays
  .keyBy((e) => ({ userId: e.userId }))
  .aggregate({ title: latest((e) => e.titleId), last: latest((e) => e.at) }, { retain: 'forever' });

export default pipeline('nullable', [
  users.to(dynamodb({ table: 'users', partitionKey: 'userId', onlyIfNewer: 'last' as never })),
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2208
]);
