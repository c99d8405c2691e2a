import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
export default pipeline('settings', [plays.to(firehose({ deliveryStream: 'plays-raw' }))], {
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC2011
  runtime: 'FLINK-1_20' as 'FLINK-2_2',
});
