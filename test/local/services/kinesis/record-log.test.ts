/** The log of a shard against a plain list of its records. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RecordLog } from '../../../../local/services/kinesis/record-log.js';

interface Plain {
  readonly counter: number;
  readonly arrival: number;
  readonly partitionKey: string;
  readonly text: string;
}

/** Long ones too, so that segments of several sizes fill up. */
const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc
    .record({ unit: fc.constantFrom('a', 'b'), count: fc.integer({ min: 1_000, max: 40_000 }) })
    .map(({ unit, count }) => unit.repeat(count)),
);
const step = fc.record({
  key: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
  text,
  wait: fc.nat(3),
  trim: fc.option(fc.nat(60), { freq: 6 }),
});

test('what is appended is read back, from any counter and any time, until it is trimmed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.nat(80), fc.nat(120), fc.nat(20), (steps, from, time, limit) => {
      const log = new RecordLog();
      let model: Plain[] = [];
      let now = 0;
      for (const { key, text: data, wait, trim } of steps) {
        now += wait;
        const counter = log.append(key, Buffer.from(data), now);
        model.push({ counter, arrival: now, partitionKey: key, text: data });
        if (trim === null) continue;
        log.trim(now - trim);
        model = model.filter(({ arrival }) => arrival >= now - trim);
      }
      expect(log.next).toBe(steps.length + 1);
      expect(log.first).toBe(model[0]?.counter ?? log.next);
      const expected = model.filter(({ counter }) => counter >= from).slice(0, limit);
      const found = log.read(from, limit, Infinity).map(({ data, ...rest }) => ({ ...rest, text: data.toString() }));
      expect(found).toEqual(expected);
      expect(log.at(time)).toBe(model.find(({ arrival }) => arrival >= time)?.counter ?? log.next);
    }),
    { numRuns: 150 },
  );
});

test('a read gives as many bytes as it may, but always a record', () => {
  const log = new RecordLog();
  for (const size of [10, 20, 30, 40]) log.append('k', Buffer.alloc(size), 0);
  const sizes = (from: number, maxBytes: number) => log.read(from, 10, maxBytes).map(({ data }) => data.length);
  expect(sizes(1, 60)).toEqual([10, 20, 30]);
  expect(sizes(1, 59)).toEqual([10, 20]);
  expect(sizes(4, 1)).toEqual([40]);
  expect(sizes(5, 100)).toEqual([]);
});
