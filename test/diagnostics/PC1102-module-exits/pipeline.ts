import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

if (events.named.length > 0) {
  process.exit(3);
//^^^^^^^^^^^^^^^ PC1102
}

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
