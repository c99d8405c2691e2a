import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const long = plays.filter((e) => e.seconds > 60).named('long');
const veryLong = plays.filter((e) => e.seconds > 600).named('very-long');

export default pipeline('two-names', [
  long.to(firehose({ deliveryStream: 'long' })).named('long-plays'),
  veryLong.to(firehose({ deliveryStream: 'very-long' })),
]);
