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

const settings = JSON.parse('{"name": "x"}');

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });
const shown = plays.map((e) => ({
  userId: e.userId,
  name: settings.name,
//      ^^^^^^^^ PC1305
  seconds: (e.seconds as any) * 2,
//                       ^^^ PC1305
}));

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
