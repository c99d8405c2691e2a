import { kinesis, opensearch, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('text', [
  plays.to(opensearch({ index: 'users', id: (e) => e.userId, onlyIfNewer: 'at' })),
]);
