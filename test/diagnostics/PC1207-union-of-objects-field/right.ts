import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  target: { titleId?: string; query?: string };
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
