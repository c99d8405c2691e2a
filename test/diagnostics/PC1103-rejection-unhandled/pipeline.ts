import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

async function limits(): Promise<number> {
  const text = await Promise.resolve('{');
  return JSON.parse(text) as number;
  //     ^^^^^^^^^^^^^^^^ PC1103
}

void limits();

export default pipeline('archive', [events.to(firehose({ deliveryStream: 'archive' }))]);
