import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

async function limits(): Promise<number> {
  const text = await Promise.resolve('30');
  return JSON.parse(text) as number;
}

await limits();

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
