/** The playback generator keeps its word: same bytes, shares as asked, users whole, and broken records really broken. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BROKEN_KINDS } from '../../pipelines/title-popularity/generator/broken-records.js';
import { DEFAULTS, type PlaybackOptions } from '../../pipelines/title-popularity/generator/playback.js';
import { optionsOf, writePlayback } from '../../pipelines/title-popularity/generate.js';

interface Written {
  readonly lines: readonly string[];
  readonly shards: readonly (readonly string[])[];
  readonly faults: readonly {
    readonly shard: string;
    readonly line: number;
    readonly kind: string;
    readonly reason: string;
  }[];
}

const linesIn = (file: string): string[] => readFileSync(file, 'latin1').split('\n').slice(0, -1);

function write(options: Partial<PlaybackOptions>, shards = 1): Written {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-generator-'));
  const faults = join(folder, 'faults.jsonl');
  const { files } = writePlayback(
    { ...DEFAULTS, events: 20_000, ...options },
    { out: join(folder, 'events.jsonl'), shards, faults },
  );
  const parts = files.map(linesIn);
  return { lines: parts.flat(), shards: parts, faults: linesIn(faults).map((line) => JSON.parse(line)) };
}

const digest = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
const field = (line: string, name: string): unknown => (JSON.parse(line) as Record<string, unknown>)[name];
const times = (lines: readonly string[]): number[] => lines.map((line) => Date.parse(String(field(line, 'at'))));

test('the same seed gives the same bytes, another seed others', () => {
  const options = { seed: 7, late: 0.02, malformed: 0.05, duplicates: 0.02, kinds: BROKEN_KINDS };
  expect(digest(write(options).lines)).toBe(digest(write(options).lines));
  expect(digest(write({ ...options, seed: 8 }).lines)).not.toBe(digest(write(options).lines));
});

test('the bytes of seed 1 do not change by accident', () => {
  expect(
    digest(write({ seed: 1, late: 0.01, malformed: 0.01, duplicates: 0.01, kinds: BROKEN_KINDS }).lines),
  ).toBe('117a637c41c092fb5b1f324393337951252e863a734cb7766b7e1adc71716a30');
});

test('as many records as asked, broken and repeated ones included', () => {
  expect(write({ events: 1234, malformed: 0.1, duplicates: 0.1 }).lines).toHaveLength(1234);
});

test('records arrive out of order, by less than half a minute unless late ones are asked for', () => {
  const behind = (lines: readonly string[]): number[] => {
    let latest = 0;
    return times(lines).map((time) => (latest = Math.max(latest, time)) - time);
  };
  const usual = behind(write({}).lines);
  expect(usual.filter((by) => by > 0).length).toBeGreaterThan(2_000);
  expect(Math.max(...usual)).toBeLessThan(30_000);
  const late = behind(write({ late: 0.05, events: 60_000 }).lines).filter((by) => by > 100_000).length / 60_000;
  expect(late).toBeGreaterThan(0.03);
  expect(late).toBeLessThan(0.06);
});

test('viewers play before they stop, popularity is skewed, devices vary and are sometimes absent', () => {
  const { lines } = write({ titles: 100 });
  const tally = (name: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const line of lines) counts[String(field(line, name))] = (counts[String(field(line, name))] ?? 0) + 1;
    return counts;
  };
  expect(Object.keys(tally('kind')).sort()).toEqual(['pause', 'play', 'search', 'seek', 'stop']);
  expect(Object.keys(tally('device')).sort()).toEqual(['mobile', 'tablet', 'tv', 'undefined', 'web']);
  const titles = tally('titleId');
  expect(titles['title-0']).toBeGreaterThan(10 * (titles['title-50'] ?? 0));

  const inOrder = [...lines].sort(
    (a, b) => Number(String(field(a, 'eventId')).slice(1)) - Number(String(field(b, 'eventId')).slice(1)),
  );
  const seen = new Set<unknown>();
  for (const line of inOrder) {
    const user = field(line, 'userId');
    if (field(line, 'kind') === 'stop') expect(seen.has(user)).toBe(true);
    if (field(line, 'kind') === 'play') seen.add(user);
  }
});

test('duplicates are whole records sent again', () => {
  const { lines } = write({ duplicates: 0.05 });
  const repeated = lines.length - new Set(lines).size;
  expect(repeated).toBeGreaterThan(800);
  expect(repeated).toBeLessThan(1_200);
  expect(new Set(lines.map((line) => field(line, 'eventId'))).size).toBe(lines.length - repeated);
});

test('all records of a user are in one shard', () => {
  const { shards } = write({}, 3);
  const users = shards.map((lines) => new Set(lines.map((line) => field(line, 'userId'))));
  expect(users.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(users.flatMap((some) => [...some])).size);
});

test.each(BROKEN_KINDS)('%s alone, where the answer sheet says', (kind) => {
  const { lines, faults } = write({ malformed: 0.05, kinds: [kind] });
  expect(faults.length).toBeGreaterThan(800);
  expect(faults.length).toBeLessThan(1_200);
  const good = lines.filter((_, index) => !faults.some(({ line }) => line === index + 1));
  for (const line of good.slice(0, 2_000)) {
    expect(line).toMatch(
      /^\{"eventId":"e\d+","userId":"user-\d+","titleId":"title-\d+","kind":"(play|pause|seek|stop|search)",("device":"(tv|mobile|web|tablet)",)?"watchedSeconds":\d+(\.\d)?,"position":\d+,"at":"2026-03-0[12]T\d\d:\d\d:\d\d\.\d{3}Z"\}$/,
    );
  }
});

test('options outside their range are refused in words', () => {
  expect(() => optionsOf(['--late', '2'])).toThrow("--late takes a number from 0 to 1, not '2'");
  expect(() => optionsOf(['--kinds', 'cut,odd'])).toThrow("not 'odd'");
  expect(() => optionsOf(['--start', 'noon'])).toThrow('ISO-8601');
});
