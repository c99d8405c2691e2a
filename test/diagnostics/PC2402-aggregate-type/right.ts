import { firehose, kinesis, max, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const extremes = plays.window(tumble(minutes(1))).aggregate({
  longest: max((e) => e.seconds),
});

export default pipeline('aggregate-type', [extremes.to(firehose({ deliveryStream: 'extremes' }))]);
