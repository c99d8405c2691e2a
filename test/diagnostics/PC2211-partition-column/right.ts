import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  day: string;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('archive', [
  plays.to(firehose({ deliveryStream: 'plays-by-day', partitionBy: 'at' })),
]);
