import { firehose, kinesis, pipeline, seconds } from 'pipectl';

enum Quality {
  Low = 'low',
  High = 'high',
}

interface Playback {
  userId: string;
  quality: Quality;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
