import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

const seen: number[][] = [];
while (seen.length < 3) seen.push(new Array<number>(100_000).fill(seen.length + 0.5));

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
