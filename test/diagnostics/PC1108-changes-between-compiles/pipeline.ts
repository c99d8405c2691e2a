import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

const start = new Date();
//            ^^^^^^^^^^ PC1108
const recent = events.filter((e) => e.at > start);

export default pipeline('archive', [recent.to(firehose({ deliveryStream: 'archive' }))]);
