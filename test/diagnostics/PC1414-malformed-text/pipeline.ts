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
  half: e.userId.includes('\ud83d'),
//                        ^^^^^^^^ PC1414
}));

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
