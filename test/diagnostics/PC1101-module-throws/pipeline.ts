import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Playback {
  userId: string;
  seconds: number;
  at: Date;
}

const events = kinesis<Playback>({ stream: 'playback', time: (e) => e.at, outOfOrder: seconds(30) });

const limits: Record<string, number> = { web: 10 };

function limitOf(device: string): number {
  const limit = limits[device];
  if (limit === undefined) throw new Error(`no limit for ${device}`);
  //                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PC1101
  return limit;
}

const short = events.filter(((limit) => (e: Playback) => e.seconds < limit)(limitOf('tv')));

export default pipeline('archive', [short.to(firehose({ deliveryStream: 'archive' }))]);
