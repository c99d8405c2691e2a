/**
 * State survives edits: a running job is stopped with a savepoint, its pipeline is edited, and the new one goes on from
 * there. An unrelated edit keeps every count; an incompatible one is refused by Flink before it reads a record.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Compiled } from '../../compiler/compile.js';
import { compiledText, runToEnd, runUntilRead, scratch } from '../support/following.js';

const HEAD = `
import { count, dynamodb, firehose, kinesis, minutes, pipeline, seconds, sum, tumble } from 'pipectl';

interface Play { id: number; user: string; device?: string; seconds: number; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });
`;

interface Version {
  readonly size?: string;
  readonly key?: string;
  readonly aggregates?: string;
  readonly stages?: string;
  readonly input?: string;
  readonly outputs?: readonly string[];
}

const SHORT = `short.to(dynamodb({ table: 'short-plays', partitionKey: 'user' }))`;
const LONG = `long.to(dynamodb({ table: 'long-plays', partitionKey: 'user' }))`;
const WINDOWS = `windows.to(firehose({ deliveryStream: 'plays-per-window' }))`;

/** Two aggregates that differ only in a constant, and a window. */
const version = ({
  size = 'minutes(1)',
  key = 'device: e.device',
  aggregates = 'plays: count(), seconds: sum(e => e.seconds)',
  stages = '',
  input = 'plays',
  outputs = [SHORT, LONG, WINDOWS],
}: Version = {}): string => `${HEAD}
const short = plays.filter(e => e.seconds < 100).keyBy(e => ({ user: e.user }))
  .aggregate({ plays: count(), seconds: sum(e => e.seconds) }, { retain: 'forever' });
const long = plays.filter(e => e.seconds >= 100).keyBy(e => ({ user: e.user }))
  .aggregate({ plays: count(), seconds: sum(e => e.seconds) }, { retain: 'forever' });
${stages}
const windows = ${input}.keyBy(e => ({ user: e.user, ${key} })).window(tumble(${size})).aggregate({ ${aggregates} });
export default pipeline('state', [${outputs.join(', ')}]);
`;

interface Play {
  readonly id: number;
  readonly user: string;
  readonly device?: string;
  readonly seconds: number;
  readonly at: string;
}

/** Two events a second; the savepoint falls in the middle of a window. */
const PLAYS: readonly Play[] = Array.from({ length: 900 }, (_, id) => ({
  id,
  user: `user-${id % 3}`,
  ...(id % 2 === 0 ? { device: 'tv' } : {}),
  seconds: (id * 37) % 200,
  at: new Date(Date.UTC(2026, 2, 1) + id * 500).toISOString(),
}));
const BEFORE = 500;

const lines = (rows: readonly Play[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

let first: Compiled;
let savepoint: string;
let input: string;
let windowsBefore: readonly unknown[];

beforeAll(async () => {
  first = await compiledText(version());
  input = join(scratch(), 'plays.jsonl');
  writeFileSync(input, lines(PLAYS.slice(0, BEFORE)));
  const stopped = await runUntilRead({ compiled: first, input }, BEFORE);
  expect(stopped.end).toMatchObject({ event: 'finished' });
  ({ savepoint } = stopped);
  windowsBefore = stopped.rows('plays-per-window');
  appendFileSync(input, lines(PLAYS.slice(BEFORE)));
});

/** By counting here, not there: plays and seconds of each user on one side of the threshold. */
function totals(isShort: boolean): Record<string, unknown> {
  const found: Record<string, { user: string; plays: number; seconds: number }> = {};
  for (const { user, seconds } of PLAYS.filter((play) => play.seconds < 100 === isShort)) {
    const row = (found[user] ??= { user, plays: 0, seconds: 0 });
    row.plays++;
    row.seconds += seconds;
  }
  return found;
}

const lastByUser = (rows: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> =>
  Object.fromEntries(rows.map((row) => [row['user'], row]));

function perMinute(): unknown[] {
  const found = new Map<
    string,
    { user: string; device: string | null; windowStart: string; plays: number; seconds: number }
  >();
  for (const { user, device = null, seconds, at } of PLAYS) {
    const windowStart = `${at.slice(0, 16)}:00.000Z`;
    const key = [user, device, windowStart].join('|');
    const row = found.get(key) ?? { user, device, windowStart, plays: 0, seconds: 0 };
    found.set(key, { ...row, plays: row.plays + 1, seconds: row.seconds + seconds });
  }
  return [...found.values()];
}

const ordered = (rows: readonly unknown[]): string[] =>
  rows
    .map((row) => {
      const { user, device = null, windowStart, plays, seconds } = row as Readonly<Record<string, unknown>>;
      return JSON.stringify([windowStart, user, device, plays, seconds]);
    })
    .sort();

test('the savepoint was taken in the middle of a window', () => {
  const fired = windowsBefore.length;
  expect(fired).toBeGreaterThan(0);
  expect(fired).toBeLessThan(perMinute().length);
});

test('unrelated edits keep every count', async () => {
  const edited = await compiledText(
    version({
      // Another output placed first, another filter before the window, the two similar outputs swapped.
      stages: `const known = plays.filter(e => e.user !== '');`,
      input: 'known',
      outputs: [`plays.to(firehose({ deliveryStream: 'raw-plays' }))`, LONG, SHORT, WINDOWS],
    }),
  );
  const { end, rows } = await runToEnd({ compiled: edited, input, savepoint });
  expect(end).toMatchObject({ event: 'finished', restarts: 0 });
  expect(lastByUser(rows('short-plays'))).toEqual(totals(true));
  expect(lastByUser(rows('long-plays'))).toEqual(totals(false));
  expect(ordered([...windowsBefore, ...rows('plays-per-window')])).toEqual(ordered(perMinute()));
  expect(rows('raw-plays').map(({ id }) => id)).toEqual(PLAYS.slice(BEFORE).map(({ id }) => id));
});

test('keys and aggregates in another order are the same state', async () => {
  const edited = await compiledText(
    version({ aggregates: 'seconds: sum(e => e.seconds), plays: count()', key: 'device: e.device' }),
  );
  const { end, rows } = await runToEnd({ compiled: edited, input, savepoint });
  expect(end).toMatchObject({ event: 'finished', restarts: 0 });
  expect(ordered([...windowsBefore, ...rows('plays-per-window')])).toEqual(ordered(perMinute()));
});

test.each<[string, Version]>([
  ['another window size', { size: 'minutes(2)' }],
  ['an appended aggregate', { aggregates: 'plays: count(), seconds: sum(e => e.seconds), some: count(e => e.id > 3)' }],
  ['a key that can no longer be null', { key: `device: e.device ?? 'none'` }],
  ['another key of the same type', { key: 'other: e.device' }],
  ['another aggregate of the same type', { aggregates: 'people: count(), seconds: sum(e => e.seconds)' }],
])('%s is refused and reads nothing', async (_name, edit) => {
  const edited = await compiledText(version(edit));
  const { end, written, rows } = await runToEnd({ compiled: edited, input, savepoint });
  expect(end.event).toBe('failed');
  expect(JSON.stringify(end)).toContain('Cannot map checkpoint/savepoint state');
  expect(written.flatMap((file) => rows(file.split('.')[0] ?? ''))).toEqual([]);
});
