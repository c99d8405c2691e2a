import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  kind: 'play' | 'stop';
  device?: string;
  titleId: string | null;
  rating?: number | null;
  seconds: number;
  bytes: bigint;
  live?: boolean;
  tags: string[];
  address?: { city: string; zip?: string };
  startedAt: Date;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const shown = plays.map((e) => ({
  userId: e.userId,
  rounded: Math.round(e.seconds),
//         ^^^^^^^^^^ PC1505
  parsed: Number.parseInt(e.userId),
//        ^^^^^^^^^^^^^^^ PC1505
  json: JSON.stringify(e.tags),
//      ^^^^^^^^^^^^^^ PC1505
}));

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
