// All of them.
import { firehose, kinesis, pipeline, seconds } from 'pipectl';

const plays = kinesis<{ userId: string; at: Date }>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(10) });

export default pipeline('compared', [plays.to(firehose({ deliveryStream: 'plays-raw' }))], {
  parallelism: 4,
  checkpointEvery: seconds(2),
  deadLetters: 'broken-plays',
  rejectRate: 0.05,
});
