/** Made-up records keep to the contract they are made from. */
import { expect, test } from '@jest/globals';
import { randomRecord, type ContractField } from '../../testing/random-records.js';
import { seeded } from '../../testing/random.js';

const NOW = Date.UTC(2026, 10, 21);
const contract: readonly ContractField[] = [
  { name: 'id', type: 'string' },
  { name: 'kind', type: 'string', oneOf: ['play', 'stop'] },
  { name: 'seconds', type: 'number', nullable: true },
  { name: 'count', type: 'int' },
  { name: 'tags', type: 'array', of: { type: 'string' } },
  {
    name: 'more',
    type: 'row',
    fields: [
      { name: 'at', type: 'timestamp' },
      { name: 'on', type: 'boolean' },
    ],
  },
];

const records = (timestamps: 'iso' | 'seconds' | 'millis') => {
  const random = seeded(7);
  const options = { contract, eventTime: ['more', 'at'], timestamps, now: () => NOW };
  return Array.from({ length: 500 }, () => JSON.parse(randomRecord(random, options)) as Record<string, unknown>);
};

test('every field has its type, and some are null where they may be', () => {
  const made = records('iso');
  for (const { id, kind, seconds, count, tags } of made) {
    expect(typeof id).toBe('string');
    expect(['play', 'stop']).toContain(kind);
    expect(seconds === null || typeof seconds === 'number').toBe(true);
    expect(Number.isInteger(count)).toBe(true);
    expect(Array.isArray(tags)).toBe(true);
  }
  expect(made.some(({ seconds }) => seconds === null)).toBe(true);
});

test('the event time is close to now, in the form that the source reads', () => {
  const at = (record: Record<string, unknown>): unknown => (record['more'] as { at: unknown }).at;
  for (const record of records('iso')) {
    const time = Date.parse(String(at(record)));
    expect(NOW - time).toBeGreaterThanOrEqual(0);
    expect(NOW - time).toBeLessThan(2_000);
  }
  expect(Number(at(records('seconds')[0] ?? {}))).toBeCloseTo(NOW / 1000, -1);
  expect(Number(at(records('millis')[0] ?? {}))).toBeGreaterThan(NOW - 2_000);
});

test('the same seed makes the same records', () => {
  expect(records('iso')).toEqual(records('iso'));
});
