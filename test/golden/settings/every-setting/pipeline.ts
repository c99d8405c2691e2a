// Every setting of a pipeline that changes what is emitted.
import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('every-setting', [plays.to(firehose({ deliveryStream: 'plays-raw' }))], {
  parallelism: 4,
  checkpointEvery: seconds(30),
  runtime: 'FLINK-2_2',
  deadLetters: 'unreadable-plays',
  rejectRate: 0.05,
});
