import { dynamodb, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  deleteAt: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('last-plays', [
  plays.to(dynamodb({ table: 'last', partitionKey: 'userId', overwrite: true, timeToLive: 'deleteAt' })),
]);
