import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const time = (e: Playback): Date => e.at;
const events = kinesis<Playback>({ stream: 'playback', time, outOfOrder: seconds(30) });

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
