import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

// 1:1 PC1109
await new Promise<void>(() => {});

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
