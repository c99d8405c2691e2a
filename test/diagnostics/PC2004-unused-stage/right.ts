import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const long = plays.filter((e) => e.seconds > 60);

export default pipeline('forgotten', [long.to(firehose({ deliveryStream: 'long-plays' }))]);
