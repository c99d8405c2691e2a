/** What has no result in 64 bits, or none at all, ends the job with a sentence that says so: never a wrong number. */
import { expect, test } from '@jest/globals';
import { inFlink } from './in-flink.js';

const LONG = 400_000;
const MOST = 2n ** 63n - 1n;

const text = (expression: string): string =>
  [
    "import { firehose, kinesis, pipeline, seconds } from 'pipectl';",
    'interface Row { id: string; a: bigint; b: bigint; at: Date }',
    "const rows = kinesis<Row>({ stream: 'rows', time: (e) => e.at, outOfOrder: seconds(1) });",
    `const results = rows.map((e) => ({ id: e.id, result: ${expression} }));`,
    "export default pipeline('overflow', [results.to(firehose({ deliveryStream: 'out' }))]);",
  ].join('\n');

test.each([
  ['e.a + e.b', MOST, 1n, /does not fit into 64 bits/],
  ['e.a - e.b', -MOST, 2n, /does not fit into 64 bits/],
  ['e.a * e.b', MOST, 2n, /does not fit into 64 bits/],
  ['-e.a', -MOST - 1n, 0n, /does not fit into 64 bits/],
  ['e.a / e.b', -MOST - 1n, -1n, /does not fit into 64 bits/],
  ['e.a / e.b', 1n, 0n, /right side of bigint . is 0/],
  ['e.a % e.b', 1n, 0n, /right side of bigint . is 0/],
] as const)(
  '%s',
  async (expression, a, b, sentence) => {
    const row = { id: '1', a, b, at: new Date('2026-11-21T00:00:00Z') };
    await expect(inFlink(() => text(expression), { rows: [row] })).rejects.toThrow(sentence);
  },
  LONG,
);
