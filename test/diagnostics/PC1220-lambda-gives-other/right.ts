import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

const long = events
  .filter((e: Playback) => e.seconds > 0);

export default pipeline('archive', [long.to(firehose({ deliveryStream: 'archive' }))]);
