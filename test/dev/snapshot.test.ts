/** What two looks at a job's counters say, and which stage a failed task belongs to. */
import { expect, test } from '@jest/globals';
import { failedStage } from '../../compiler/ir/failed-stage.js';
import { Looks } from '../../local/dev/snapshot.js';
import type { RunProgress } from '../../local/flink.js';
import { popularityBundle as bundle } from '../local/popularity-bundle.js';

const look = (elapsedMs: number, counters: RunProgress['counters'], completed = 0): RunProgress => ({
  event: 'progress',
  elapsedMs,
  counters,
  status: 'RUNNING',
  restarts: 0,
  checkpoints: { completed, failed: 0, stateBytes: 0, durationMs: 0 },
  watermarks: { playback: 1_700_000_000_000 },
  lagMs: { playback: 40 },
  shards: { playback: { shards: 4, silentShards: 0 } },
});

test('rates are of the last three seconds', () => {
  const looks = new Looks(bundle.ledger);
  looks.add(look(0, {}));
  looks.add(look(10_000, { playback: { read: 10_000, accepted: 9_000 } }));
  const now = looks.add(look(12_000, { playback: { read: 10_500, accepted: 9_400 } }));
  expect(now.stages[0]).toEqual({
    stage: 'playback',
    kind: 'source',
    in: 10_500,
    out: 9_400,
    inRate: 250,
    outRate: 200,
    watermark: 1_700_000_000_000,
    lagMs: 40,
    waitsFor: null,
  });
});

test('windows wait for shards that bring nothing, as long as others do', () => {
  const waitsFor = (silentShards: number, ledger = bundle.ledger): unknown =>
    new Looks(ledger).add({ ...look(0, {}), shards: { playback: { shards: 4, silentShards } } }).stages[0]?.waitsFor;
  expect(waitsFor(3)).toEqual({ silent: 3, of: 4 });
  expect(waitsFor(4)).toBeNull();
  expect(waitsFor(0)).toBeNull();
  const withoutWindows = bundle.ledger.filter(({ kind }) => kind !== 'window');
  expect(waitsFor(3, withoutWindows)).toBeNull();
});

test('a restart, which counts some records again, is no negative rate', () => {
  const looks = new Looks(bundle.ledger);
  looks.add(look(0, { playback: { read: 100 } }));
  expect(looks.add(look(1_000, { playback: { read: 50 } })).stages[0]?.inRate).toBe(0);
});

test('dead letters are counted where they arise, by reason', () => {
  const counters = {
    playback: { read: 9, undecodable: 2, invalid: 1, accepted: 6 },
    popularity: { in: 6, late: 3, counted: 3 },
    'title-popularity': { in: 3, written: 2, rejected: 1 },
    'dead-letters': { in: 7, written: 7 },
  };
  expect(new Looks(bundle.ledger).add(look(0, counters)).deadLetters).toEqual({
    undecodable: 2,
    invalid: 1,
    late: 3,
    rejected: 1,
  });
});

test('the age of a checkpoint is counted from when it was first seen', () => {
  const looks = new Looks(bundle.ledger);
  expect(looks.add(look(1_000, {})).checkpointAgeMs).toBeNull();
  expect(looks.add(look(5_000, {}, 1)).checkpointAgeMs).toBe(0);
  expect(looks.add(look(8_000, {}, 1)).checkpointAgeMs).toBe(3_000);
  expect(looks.add(look(9_000, {}, 2)).checkpointAgeMs).toBe(0);
});

test('a task is the stage that stands last in its name', () => {
  const stageOf = (operator: string | undefined) => failedStage(bundle, operator)?.stage;
  expect(stageOf('Source: source.playback[1] (1/1)')).toBe('playback');
  expect(stageOf('Calc[7] -> sink.title-popularity[8]: Writer (1/1)')).toBe('title-popularity');
  expect(stageOf('GlobalWindowAggregate[4] (1/1)')).toBeUndefined();
  expect(stageOf(undefined)).toBeUndefined();
  // All in one chain: the sentence says which of them it is.
  const chain = 'Source: source.playback[1] -> Calc[7] -> sink.title-popularity[8]: Writer (1/1)';
  const said = (message: string) => failedStage(bundle, chain, message)?.stage;
  expect(said("The stream 'playback' does not exist where kinesis:ListShards looks for it")).toBe('playback');
  expect(said("The job may not call it on the table 'title-popularity'")).toBe('title-popularity');
  expect(said("The stream 'another' is gone")).toBe('title-popularity');
  // A source's coordinator brings down tasks of others.
  expect(failedStage(bundle, 'sink.playback-raw[3]: Writer (1/1)', "The stream 'playback' is gone")?.stage).toBe(
    'playback',
  );
});
