import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const shown = plays.map((e) => ({ sum: 1089 * e.seconds }));

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
