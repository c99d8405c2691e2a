// Every type of the contract, nested ones too, and an event time inside a row.
import { firehose, type Int, kinesis, pipeline, seconds } from 'pipectl';

interface Reading {
  text: string;
  kind: 'warm' | 'cold';
  level: 1 | 2;
  amount: number;
  whole: Int;
  big: bigint;
  flag: boolean;
  raw: Uint8Array;
  tags: string[];
  counts: Record<string, bigint>;
  meta: { at: Date; place?: { city: string; zip: string | null } };
  parts: readonly { name: string; share: number }[];
  note?: string | null;
}

const readings = kinesis<Reading>({ stream: 'readings', time: (r) => r.meta.at, outOfOrder: seconds(5) });

export default pipeline('every-type', [readings.to(firehose({ deliveryStream: 'archive' }))]);
