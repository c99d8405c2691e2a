import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const outputs = Array.from({ length: 40 }, (_, i) => plays.to(firehose({ deliveryStream: `plays-${i}` })));

export default pipeline('many', outputs);
