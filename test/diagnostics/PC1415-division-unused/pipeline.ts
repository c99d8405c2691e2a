import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  bytes: bigint;
  parts: bigint;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const orNone = (size: bigint, parts: bigint): bigint => (parts === 0n ? 0n : size);

const shown = plays.map((e) => {
  const half = e.bytes / 2n;
  const size = e.bytes / e.parts;
  //           ^^^^^^^^^^^^^^^^^ PC1415
  const rest = e.bytes % e.parts;
  if (rest === 0n) return { userId: e.userId, size: 0n, rest, other: 0n };
  return { userId: e.userId, size, rest, other: orNone(e.bytes / (e.parts - 1n), half) };
  //                                                   ^^^^^^^^^^^^^^^^^^^^^^^^ PC1415
});

export default pipeline('shown', [shown.to(firehose({ deliveryStream: 'shown' }))]);
