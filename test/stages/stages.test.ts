/** Stages that golden SQL alone can't prove: rows in and rows out on real Flink, expectations counted by hand. */
import { expect, test } from '@jest/globals';
import { runText, type Row } from '../support/run-text.js';

const IMPORTS = `
import { avg, count, countDistinct, dynamodb, firehose, first, hours, kinesis, kinesisStream, latest, max, min, minutes, opensearch, pipeline, seconds, session, sum, tumble } from 'pipectl';
`;
const at = (minute: number, second = 0): string => new Date(Date.UTC(2026, 0, 1, 0, minute, second)).toISOString();
const sorted = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

test('a session of two keys, one of them null, is a session of both', async () => {
  const { rows, report } = await runText(
    `${IMPORTS}
interface Play { user: string; device?: string; n: number; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(0) });
const visits = plays.keyBy(e => ({ user: e.user, device: e.device, n: e.n })).window(session({ gap: minutes(5) })).aggregate({ plays: count() });
export default pipeline('visits', [visits.to(firehose({ deliveryStream: 'visits-out' }))]);`,
    {
      plays: [
        { user: 'a', device: 'tv', n: 0, at: at(0) },
        { user: 'a', n: 0, at: at(1) },
        { user: 'a', device: 'tv', n: 0, at: at(4) },
        { user: 'a', device: 'tv', n: 1, at: at(4) },
        '{"user":"a","device":"tv","n":-0.0,"at":"2026-01-01T00:08:00Z"}',
        { user: 'a', n: 0, at: at(7) },
        { user: 'b', device: 'tv', n: 0, at: at(7) },
      ],
    },
  );
  expect(sorted(rows('visits-out'))).toEqual(
    sorted([
      { user: 'a', device: 'tv', n: 0, windowStart: at(0), windowEnd: at(13), plays: 3 },
      { user: 'a', device: null, n: 0, windowStart: at(1), windowEnd: at(6), plays: 1 },
      { user: 'a', device: 'tv', n: 1, windowStart: at(4), windowEnd: at(9), plays: 1 },
      { user: 'a', device: null, n: 0, windowStart: at(7), windowEnd: at(12), plays: 1 },
      { user: 'b', device: 'tv', n: 0, windowStart: at(7), windowEnd: at(12), plays: 1 },
    ]),
  );
  expect(report.ledger.problems).toEqual([]);
});

test('windows cascade, and a row that comes too late for the second is a letter that holds the row', async () => {
  const { rows, letters, report } = await runText(
    `${IMPORTS}
interface Play { title: string; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(0) });
const perMinute = plays.keyBy(e => ({ title: e.title })).window(tumble(minutes(1))).aggregate({ plays: count() });
const most = perMinute.window(tumble(minutes(10))).aggregate({ most: max(r => r.plays), minutes: count() });
export default pipeline('cascade', [most.to(firehose({ deliveryStream: 'most-out' }))]);`,
    {
      plays: [0, 0, 1, 9, 9, 9, 11, 12, 25].map((minute, i) => ({ title: i === 4 ? 'b' : 'a', at: at(minute, 30) })),
    },
  );
  expect(rows('most-out')).toEqual([
    { windowStart: at(0), windowEnd: at(10), most: 2, minutes: 4 },
    { windowStart: at(10), windowEnd: at(20), most: 1, minutes: 2 },
    { windowStart: at(20), windowEnd: at(30), most: 1, minutes: 1 },
  ]);
  expect(letters).toEqual([]);
  expect(report.ledger.balanced).toBe(true);
});

test('a filter behind a continuous aggregate takes rows back, and a map keeps the key', async () => {
  const { rows, changes, report } = await runText(
    `${IMPORTS}
interface Play { user: string; title: string; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(0) });
const few = plays.keyBy(e => ({ user: e.user })).aggregate({ plays: count(), last: latest(e => e.title) }, { retain: 'forever' })
  .filter(r => r.plays < 3n).map(r => ({ user: r.user, text: \`\${r.user} \${r.plays} \${r.last ?? ''}\` }));
export default pipeline('few', [few.to(opensearch({ index: 'few-plays', id: r => \`u-\${r.user}\` }))]);`,
    {
      plays: ['a', 'b', 'a', 'a'].map((user, i) => ({ user, title: `t${i}`, at: at(i) })),
    },
  );
  expect(rows('few-plays')).toEqual([{ user: 'b', text: 'b 1 t1' }]);
  expect(changes('few-plays').map(({ op }) => op)).toEqual(['+I', '+I', '+U', '-D']);
  expect(report.ledger.problems).toEqual([]);
});

test('distinct bytes are told apart by content, distinct numbers as JavaScript does', async () => {
  const { rows } = await runText(
    `${IMPORTS}
interface Event { digest: Uint8Array; n: number; big: bigint; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
const counts = events.window(tumble(minutes(1))).aggregate({
  digests: countDistinct(e => e.digest), numbers: countDistinct(e => e.n), quotients: countDistinct(e => (e.n - e.n) / (e.n - e.n)),
  total: sum(e => e.big), mean: avg(e => e.big),
});
export default pipeline('distinct', [counts.to(firehose({ deliveryStream: 'distinct-out' }))]);`,
    {
      events: [
        `{"digest":"AP/+","n":0,"big":9000000000000000000,"at":"${at(0)}"}`,
        `{"digest":"AP/+","n":-0.0,"big":-9000000000000000000,"at":"${at(0)}"}`,
        `{"digest":"AP/9","n":1,"big":9000000000000000000,"at":"${at(0)}"}`,
      ],
    },
  );
  expect(rows('distinct-out')).toMatchObject([{ digests: 2, numbers: 2, quotients: 1, mean: 3e18 }]);
});

test('a sum of bigints that does not fit stops the job and says so', async () => {
  const text = `${IMPORTS}
interface Event { big: bigint; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
export default pipeline('too-big', [events.window(tumble(minutes(1))).aggregate({ total: sum(e => e.big) }).to(firehose({ deliveryStream: 'too-big-out' }))]);`;
  const event = `{"big":9000000000000000000,"at":"${at(0)}"}`;
  await expect(runText(text, { events: [event, event] })).rejects.toThrow(/64 bits|bigint|BIGINT/);
});

test('a stage and an output of one name are counted apart, and a computed time and rules give their reasons', async () => {
  const { rows, letters, report } = await runText(
    `${IMPORTS}
interface Order { id: string; amount: number; placedAt?: Date; receivedAt?: Date; at: Date }
const orders = kinesis<Order>({ stream: 'orders', time: o => o.placedAt ?? o.at, outOfOrder: seconds(0), rules: { positive: o => o.amount > 0 } });
export default pipeline('orders', [orders.filter(o => o.id !== 'x').to(firehose({ deliveryStream: 'orders-out' }))]);`,
    {
      orders: [
        { id: 'a', amount: 1, at: at(0) },
        { id: 'x', amount: 1, at: at(0) },
        { id: 'b', amount: 0, at: at(0) },
        { id: 'c', amount: 1, placedAt: '1999-12-31T00:00:00Z', at: at(0) },
        { id: 'd', amount: '1', at: at(0) },
        'no json',
      ],
    },
  );
  expect(rows('orders-out').map(({ id }) => id)).toEqual(['a']);
  expect(letters.map(({ reason, detail }) => [reason, detail])).toEqual([
    ['invalid', "rule 'positive' does not hold"],
    ['invalid', expect.stringContaining('event time')],
    ['invalid', expect.stringContaining('amount')],
    ['undecodable', expect.any(String)],
  ]);
  expect(report.ledger.problems).toEqual([]);
  expect(report.ledger.stages.map(({ stage, counts }) => [stage, counts['in'] ?? counts['read']])).toEqual([
    ['orders', 6],
    ['orders-out.filter', 2],
    ['orders-out', 1],
    ['dead-letters', 4],
  ]);
});

test('first and latest go by event time, min and max of nothing are null', async () => {
  const { rows } = await runText(
    `${IMPORTS}
interface Reading { sensor: string; value?: number; at: Date }
const readings = kinesis<Reading>({ stream: 'readings', time: r => r.at, outOfOrder: minutes(5) });
const perSensor = readings.keyBy(r => ({ sensor: r.sensor })).window(tumble(minutes(10))).aggregate({
  first: first(r => r.value), latest: latest(r => r.value), low: min(r => r.value), high: max(r => r.value), total: sum(r => r.value), all: count(), positive: count(r => (r.value ?? 0) > 0),
});
export default pipeline('readings', [perSensor.to(dynamodb({ table: 'readings-out', partitionKey: 'sensor', sortKey: 'windowStart' }))]);`,
    {
      readings: [
        { sensor: 'a', value: 3, at: at(3) },
        { sensor: 'a', value: -1, at: at(1) },
        { sensor: 'a', at: at(0) },
        { sensor: 'a', value: 7, at: at(2) },
        { sensor: 'b', at: at(2) },
      ],
    },
  );
  const window = { windowStart: at(0), windowEnd: at(10) };
  expect(sorted(rows('readings-out'))).toEqual(
    sorted([
      { sensor: 'a', ...window, first: -1, latest: 3, low: -1, high: 7, total: 9, all: 4, positive: 2 },
      { sensor: 'b', ...window, first: null, latest: null, low: null, high: null, total: null, all: 1, positive: 0 },
    ]),
  );
});

test('min and max order strings and NaN as JavaScript does, whatever the order of rows', async () => {
  const texts = ['b', '\u{1F600}', '\uE000', 'a', 'B', ''];
  const numbers = [3, -0, 0, -7, 12];
  const events = [0, 1, 2, 3].flatMap((group) =>
    [...texts, ...texts].map((text, i) => ({
      group,
      text: group % 2 === 0 ? text : [...texts].reverse()[i % texts.length],
      n: numbers[i % numbers.length],
      // Only the last two groups have a row whose quotient is NaN: the first of one, the last of the other.
      divisor: (group === 2 && i === 0) || (group === 3 && i === 11) ? 0 : 1,
      at: at(group, i),
    })),
  );
  const { rows } = await runText(
    `${IMPORTS}
interface Event { group: number; text: string; n: number; divisor: number; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
const extremes = events.keyBy(e => ({ group: e.group })).window(tumble(minutes(1))).aggregate({
  firstText: min(e => e.text), lastText: max(e => e.text), low: min(e => e.n), high: max(e => e.n),
  lowQuotient: min(e => (e.n * e.divisor) / (e.divisor * e.divisor)), highQuotient: max(e => (e.n * e.divisor) / (e.divisor * e.divisor)),
});
export default pipeline('extremes', [extremes.to(firehose({ deliveryStream: 'extremes-out' }))]);`,
    { events },
  );
  const byOrder = [...texts].sort();
  expect(rows('extremes-out').map(({ firstText, lastText, low, high }) => [firstText, lastText, low, high])).toEqual(
    Array.from({ length: 4 }, () => [byOrder[0], byOrder.at(-1), Math.min(...numbers), Math.max(...numbers)]),
  );
  // NaN is written as null.
  expect(rows('extremes-out').map(({ lowQuotient, highQuotient }) => [lowQuotient, highQuotient])).toEqual([
    [-7, 12],
    [-7, 12],
    [null, null],
    [null, null],
  ]);
});

test('a filter that reads only a window’s key counts windows, not events', async () => {
  const { rows, report } = await runText(
    `${IMPORTS}
interface Play { title: string; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(0) });
const perMinute = plays.keyBy(e => ({ title: e.title })).window(tumble(minutes(1))).aggregate({ plays: count() });
const some = perMinute.filter(r => r.title === 'a').map(r => ({ from: r.windowStart, plays: r.plays }));
export default pipeline('some-titles', [some.filter(r => r.from.getUTCMinutes() < 5).to(firehose({ deliveryStream: 'some-out' }))]);`,
    {
      plays: [0, 0, 1, 1, 1, 9, 9].map((minute, i) => ({ title: i === 3 ? 'b' : 'a', at: at(minute) })),
    },
  );
  expect(rows('some-out')).toEqual([
    { from: at(0), plays: 2 },
    { from: at(1), plays: 2 },
  ]);
  expect(report.ledger.stages.filter(({ kind }) => kind === 'filter').map(({ counts }) => counts)).toEqual([
    { in: 4, filtered: 1, out: 3 },
    { in: 3, filtered: 1, out: 2 },
  ]);
  expect(report.ledger.problems).toEqual([]);
});

test.each([
  ['tumble(minutes(5), { offset: minutes(1) })', 5, 5, 1],
  ['tumble(minutes(6), { offset: minutes(4) })', 6, 6, 4],
  ['hop(minutes(6), { every: minutes(3), offset: minutes(1) })', 6, 3, 1],
])('a window with an offset loses no row: %s', async (window, size, every, offset) => {
  const events = Array.from({ length: 400 }, (_, i) => ({ key: `k${i % 3}`, at: at(0, i * 7) }));
  const { rows, report } = await runText(
    `${IMPORTS.replace('hours,', 'hop, hours,')}
interface Event { key: string; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
const counts = events.keyBy(e => ({ key: e.key })).window(${window}).aggregate({ n: count() });
export default pipeline('offset', [counts.to(firehose({ deliveryStream: 'counts-out' }))]);`,
    { events },
  );
  const minute = 60_000;
  const expected = new Map<string, { key: string; windowStart: string; windowEnd: string; n: number }>();
  for (const event of events) {
    const time = Date.parse(event.at);
    const last = Math.floor((time - offset * minute) / (every * minute)) * every * minute + offset * minute;
    for (let start = last; start > time - size * minute; start -= every * minute) {
      const [windowStart, windowEnd] = [start, start + size * minute].map((each) => new Date(each).toISOString());
      if (windowStart === undefined || windowEnd === undefined) continue;
      const key = `${event.key} ${windowStart}`;
      const row = expected.get(key) ?? { key: event.key, windowStart, windowEnd, n: 0 };
      expected.set(key, { ...row, n: row.n + 1 });
    }
  }
  expect(sorted(rows('counts-out'))).toEqual(sorted([...expected.values()]));
  expect(report.ledger.balanced).toBe(true);
});

test('a continuous aggregate behind a window counts its own input', async () => {
  const { rows, report } = await runText(
    `${IMPORTS}
interface Event { key: string; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
const perMinute = events.keyBy(e => ({ key: e.key })).window(tumble(minutes(1))).aggregate({ n: count() });
const busiest = perMinute.keyBy(r => ({ key: r.key })).aggregate({ most: max(r => r.n), minutes: count() }, { retain: 'forever' });
export default pipeline('busiest', [busiest.to(dynamodb({ table: 'busiest-out', partitionKey: 'key' }))]);`,
    { events: [0, 1, 2, 61, 62, 130].map((second) => ({ key: 'a', at: at(0, second) })) },
  );
  expect(rows('busiest-out')).toEqual([{ key: 'a', most: 3, minutes: 3 }]);
  expect(report.ledger.problems).toEqual([]);
  expect(report.ledger.stages.find(({ stage }) => stage === 'busiest')?.counts).toEqual({ in: 3 });
});

test('a value of a union that looks like a placeholder is none', async () => {
  const { rows } = await runText(
    `${IMPORTS}
interface Event { kind: '\${x}' | 'y'; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(0) });
export default pipeline('text', [events.to(firehose({ deliveryStream: 'text-out' }))]);`,
    { events: [{ kind: '${x}', at: at(0) }] },
  );
  expect(rows('text-out')).toEqual([{ kind: '${x}', at: at(0) }]);
});
