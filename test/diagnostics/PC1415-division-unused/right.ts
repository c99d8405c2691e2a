import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  bytes: bigint;
  parts: bigint;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const orNone = (bytes: bigint, parts: bigint): bigint => (parts === 0n ? 0n : bytes / parts);

const shown = plays.map((e) => {
  const half = e.bytes / 2n;
  const rest = e.bytes % e.parts;
  if (rest === 0n) return { userId: e.userId, size: 0n, rest, other: 0n };
  return { userId: e.userId, size: e.bytes / e.parts, rest, other: orNone(e.bytes, half) };
});

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
