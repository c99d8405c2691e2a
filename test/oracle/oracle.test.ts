/** `pipectl run` against a computation that shares no code with the compiler or the jar. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, type PlaybackOptions } from '../../pipelines/title-popularity/generator/playback.js';
import { BROKEN_KINDS } from '../../pipelines/title-popularity/generator/broken-records.js';
import { writePlayback } from '../../pipelines/title-popularity/generate.js';
import { differences, type JsonRow } from './compare.js';
import { allAggregates, APPROXIMATE, EVERY_WINDOW, isWatching, popularity, windowRow } from './expected.js';
import { readPlayback, type Accepted, type Playback } from './records.js';
import { counts, runPipeline, type Ran } from './run-pipeline.js';
import { windowed, type Windowed } from './windows.js';

const SEEDS = [1, 2, 3];
const OUT_OF_ORDER = 30_000;

function generate(options: Partial<PlaybackOptions>, shards = 1): { files: readonly string[]; faults: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-playback-'));
  const faults = join(folder, 'faults.jsonl');
  const { files } = writePlayback(
    { ...DEFAULTS, events: 30_000, users: 500, titles: 100, ...options },
    { out: join(folder, 'events.jsonl'), shards, faults },
  );
  return { files, faults };
}

function expectGood(ran: Ran): void {
  if (ran.exitCode !== 0) throw new Error(`pipectl run exited with ${ran.exitCode}:\n${ran.stderr}`);
  expect(ran.ledger).toMatchObject({ balanced: true, complete: true, restarts: 0 });
}

interface Letter {
  readonly stage: string;
  readonly reason: string;
  readonly line: number;
  readonly bytes: Buffer;
}

/** Letters, by stage and line, with the very bytes that went in. */
function expectLetters(ran: Ran, shard: string, expected: readonly Letter[]): void {
  const byPlace = (a: string[], b: string[]): number => (a.join() < b.join() ? -1 : 1);
  const written = ran.rows('dead-letters').map((letter) => {
    const source = letter['source'] as { shard: string; sequence: string };
    return [
      letter['stage'],
      letter['reason'],
      source.shard,
      source.sequence,
      Buffer.from(String(letter['record']), letter['encoding'] as 'utf8' | 'base64').toString('hex'),
    ].map(String);
  });
  const wanted = expected.map(({ stage, reason, line, bytes }) => [
    stage,
    reason,
    shard,
    String(line),
    bytes.toString('hex'),
  ]);
  expect(written.sort(byPlace)).toEqual(wanted.sort(byPlace));
  expect(new Set(ran.rows('dead-letters').map(({ id }) => id)).size).toBe(expected.length);
}

const lateLetters = (stage: string, { late }: Windowed): Letter[] =>
  late.map(({ line, bytes }) => ({ stage, reason: 'late', line, bytes }));

function expectWindowCounts(ran: Ran, stage: string, window: Windowed): void {
  expect(counts(ran, stage)).toMatchObject({
    in: window.counted + window.late.length,
    late: window.late.length,
    counted: window.counted,
    ...(window.missedWindows > 0 && { missedWindows: window.missedWindows }),
  });
}

describe.each([1, 2])('parallelism %i', (parallelism) => {
  test.each(SEEDS)('title-popularity, seed %i', async (seed) => {
    const { files } = generate({ seed, late: 0.03, malformed: 0.01, duplicates: 0.01 });
    const [file = ''] = files;
    const { accepted, broken, read } = readPlayback(file, false);
    const ran = await runPipeline('title-popularity', files, parallelism);
    expectGood(ran);

    const result = windowed(accepted, { ...popularity, outOfOrder: OUT_OF_ORDER });
    const rows = result.groups.map(popularity.row);
    const key = ['titleId', 'slot'];
    expect(result.late.length).toBeGreaterThan(50);
    expect(differences(ran.rows('title-popularity'), rows, { key, approximate: APPROXIMATE })).toEqual([]);
    expect(differences(ran.rows('title-popularity-live'), rows, { key, approximate: APPROXIMATE })).toEqual([]);
    expect(ran.rows('playback-raw')).toHaveLength(accepted.length);
    expectLetters(ran, basename(file), [
      ...broken.map((letter) => ({ ...letter, stage: 'playback' })),
      ...lateLetters('popularity.aggregate', result),
    ]);
    expect(counts(ran, 'playback')).toMatchObject({
      read,
      undecodable: broken.filter(({ reason }) => reason === 'undecodable').length,
      invalid: broken.filter(({ reason }) => reason === 'invalid').length,
      accepted: accepted.length,
    });
    expectWindowCounts(ran, 'popularity.aggregate', result);
  });

  test.each(SEEDS)('every window kind and aggregate, seed %i', async (seed) => {
    const { files } = generate({ seed, late: 0.03, malformed: 0.01, duplicates: 0.01, kinds: BROKEN_KINDS });
    const [file = ''] = files;
    const { accepted, broken } = readPlayback(file, true);
    const ran = await runPipeline('test/oracle/pipelines/every-window', files, parallelism);
    expectGood(ran);

    const letters: Letter[] = broken.map((letter) => ({ ...letter, stage: 'playback' }));
    for (const { stage, output, keyName, window } of EVERY_WINDOW) {
      const result = windowed(accepted, {
        window,
        outOfOrder: OUT_OF_ORDER,
        where: isWatching,
        key: (e) => e[keyName],
      });
      const rows = result.groups.map((group) => windowRow(keyName, group));
      const key = [keyName, 'windowStart', 'windowEnd'];
      expect({ stage, differences: differences(ran.rows(output), rows, { key, approximate: APPROXIMATE }) }).toEqual({
        stage,
        differences: [],
      });
      expectWindowCounts(ran, stage, result);
      letters.push(...lateLetters(stage, result));
    }
    expectLetters(ran, basename(file), letters);
    expect(differences(ran.rows('totals'), totals(accepted), { key: ['titleId'], approximate: APPROXIMATE })).toEqual(
      [],
    );
  });

  // With two files only what does not depend on how they interleave is promised: nothing late, and no ties by arrival.
  test.each(SEEDS)('two files, seed %i', async (seed) => {
    const { files } = generate({ seed, malformed: 0.01 }, 2);
    const parts = files.map((file) => readPlayback(file, true));
    const accepted = parts.flatMap((part) => part.accepted);
    const ran = await runPipeline('test/oracle/pipelines/every-window', files, parallelism);
    expectGood(ran);

    for (const { output, keyName, window } of EVERY_WINDOW) {
      const options = { window, outOfOrder: Infinity, where: isWatching, key: (e: Playback) => e[keyName] };
      const rows = windowed(accepted, options).groups.map((group) => untied(windowRow(keyName, group)));
      const key = [keyName, 'windowStart', 'windowEnd'];
      expect({
        output,
        differences: differences(ran.rows(output).map(untied), rows, { key, approximate: APPROXIMATE }),
      }).toEqual({ output, differences: [] });
    }
    expect(
      differences(ran.rows('totals').map(untied), totals(accepted).map(untied), {
        key: ['titleId'],
        approximate: APPROXIMATE,
      }),
    ).toEqual([]);
    expect(ran.rows('dead-letters')).toHaveLength(parts.reduce((sum, part) => sum + part.broken.length, 0));
  });
});

function totals(accepted: readonly Accepted[]): JsonRow[] {
  const byTitle = new Map<string, Playback[]>();
  for (const { record } of accepted) {
    if (!isWatching(record)) continue;
    const rows = byTitle.get(record.titleId);
    if (rows) rows.push(record);
    else byTitle.set(record.titleId, [record]);
  }
  return [...byTitle].map(([titleId, rows]) => ({ titleId, ...allAggregates(rows) }));
}

function untied({ firstEvent: _first, latestDevice: _latest, ...row }: JsonRow): JsonRow {
  return row;
}

test('the twelve kinds of broken record at 1 % of 100,000: nothing restarts, every letter is its line', async () => {
  const { files, faults } = generate({
    events: 100_000,
    users: 2_000,
    titles: 500,
    seed: 12,
    malformed: 0.12,
    kinds: BROKEN_KINDS,
  });
  const [file = ''] = files;
  const said = readFileSync(faults, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; kind: string; reason: string });
  for (const kind of BROKEN_KINDS) expect(said.filter((fault) => fault.kind === kind).length).toBeGreaterThan(850);
  const { broken, accepted, read } = readPlayback(file, true);
  // The generator's own answer sheet and the oracle's reading of the bytes agree.
  expect(broken.map(({ line, reason }) => ({ line, reason }))).toEqual(
    said.map(({ line, reason }) => ({ line, reason })),
  );

  const ran = await runPipeline('test/oracle/pipelines/every-window', files, 1);
  expectGood(ran);
  expectLetters(
    ran,
    basename(file),
    broken.map((letter) => ({ ...letter, stage: 'playback' })),
  );
  const undecodable = said.filter(({ reason }) => reason === 'undecodable').length;
  expect(counts(ran, 'playback')).toEqual({
    read,
    undecodable,
    invalid: said.length - undecodable,
    accepted: accepted.length,
  });
  expect(counts(ran, 'dead-letters')).toMatchObject({ in: said.length, written: said.length });
});
