import { expect, test } from '@jest/globals';
import { runPipeline } from 'pipectl/testing';
import pipeline, { type Playback } from './pipeline.js';

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);

let events = 0;
const event = (kind: Playback['kind'], time: string, more: Partial<Playback> = {}): Playback => ({
  eventId: `e${events++}`,
  userId: 'ann',
  titleId: 'dune',
  kind,
  watchedSeconds: 0,
  at: at(time),
  ...more,
});

test('compiles to the SQL that was reviewed', async () => {
  await expect(pipeline).toMatchGolden();
});

test('counts plays, viewers and seconds of a title and device in five minutes', async () => {
  const { outputs, ledger } = await runPipeline(pipeline, {
    playback: [
      event('play', '18:00:00', { device: 'tv' }),
      event('play', '18:01:00', { device: 'tv', userId: 'bob' }),
      event('pause', '18:02:00', { device: 'tv', watchedSeconds: 120 }),
      event('stop', '18:03:00', { device: 'tv', watchedSeconds: 30.5 }),
      event('play', '18:04:00', { titleId: 'heat' }),
      event('play', '18:05:00', { device: 'tv' }),
    ],
  });
  const slot = (start: string, device: string): string => `2026-03-01T${start}.000Z#${device}`;
  const rows = [
    {
      titleId: 'dune',
      device: 'tv',
      plays: 2n,
      viewers: 2n,
      watchedSeconds: 30.5,
      windowStart: at('18:00:00'),
      windowEnd: at('18:05:00'),
      slot: slot('18:00:00', 'tv'),
    },
    {
      titleId: 'heat',
      device: 'unknown',
      plays: 1n,
      viewers: 1n,
      watchedSeconds: 0,
      windowStart: at('18:00:00'),
      windowEnd: at('18:05:00'),
      slot: slot('18:00:00', 'unknown'),
    },
    {
      titleId: 'dune',
      device: 'tv',
      plays: 1n,
      viewers: 1n,
      watchedSeconds: 0,
      windowStart: at('18:05:00'),
      windowEnd: at('18:10:00'),
      slot: slot('18:05:00', 'tv'),
    },
  ];
  const sorted = [...(outputs['title-popularity'] ?? [])].sort(
    (a, b) => rows.findIndex(same(a)) - rows.findIndex(same(b)),
  );
  expect(sorted).toEqual(rows);
  expect(outputs['title-popularity-live']).toEqual(outputs['title-popularity']);
  expect(outputs['playback-raw']).toHaveLength(6);
  expect(ledger.balanced).toBe(true);
});

/** Rows of one window come in no particular order. */
const same =
  (row: object) =>
  (other: { titleId: string; slot: string }): boolean => {
    const { titleId, slot } = row as { titleId: string; slot: string };
    return other.titleId === titleId && other.slot === slot;
  };

test('counts an event that is 30 seconds behind, and writes a letter for one whose window has closed', async () => {
  const { outputs, deadLetters } = await runPipeline(pipeline, {
    playback: [
      event('play', '18:04:50'),
      event('pause', '18:05:20'),
      event('play', '18:04:51'),
      event('pause', '18:05:30'),
      event('play', '18:04:52'),
    ],
  });
  expect(outputs['title-popularity']).toMatchObject([{ plays: 2n }]);
  expect(deadLetters).toMatchObject([
    { stage: 'popularity.aggregate', reason: 'late', source: { name: 'playback', sequence: '5' } },
  ]);
});
