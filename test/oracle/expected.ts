/** What the two pipelines must write, computed from the file alone. */
import { avg, count, countDistinct, first, latest, max, min, sum } from './aggregates.js';
import { asWritten, type JsonRow } from './compare.js';
import type { Playback } from './records.js';
import type { Group, WindowKind } from './windows.js';

const iso = (time: number): string => new Date(time).toISOString();
const MINUTE = 60_000;

/** `title-popularity`: the rows of its table; the index has the same. */
export const popularity = {
  window: { kind: 'tumble', size: 5 * MINUTE } satisfies WindowKind,
  where: (e: Playback): boolean => e.kind === 'play' || e.kind === 'stop',
  key: (e: Playback): string => JSON.stringify([e.titleId, e.device ?? 'unknown']),
  row({ key, start, end, rows }: Group): JsonRow {
    const [titleId, device] = JSON.parse(key) as [string, string];
    return asWritten({
      titleId,
      device,
      windowStart: iso(start),
      windowEnd: iso(end),
      plays: count((e) => e.kind === 'play')(rows),
      viewers: countDistinct((e) => e.userId)(rows),
      watchedSeconds: sum((e) => e.watchedSeconds)(rows),
      slot: `${iso(start)}#${device}`,
    });
  },
};

/** The aggregates of `every-window`. */
export function allAggregates(rows: readonly Playback[]): JsonRow {
  return asWritten({
    events: count()(rows),
    plays: count((e) => e.kind === 'play')(rows),
    viewers: countDistinct((e) => e.userId)(rows),
    watched: sum((e) => e.watchedSeconds)(rows),
    position: sum((e) => e.position)(rows),
    mean: avg((e) => e.watchedSeconds)(rows),
    shortest: min((e) => e.watchedSeconds)(rows),
    longest: max((e) => e.watchedSeconds)(rows),
    lastDevice: max((e) => e.device)(rows),
    earliest: iso(Number(min((e) => e.at)(rows))),
    firstEvent: first((e) => e.eventId)(rows),
    latestDevice: latest((e) => e.device)(rows),
  });
}

/** Depend on the order of addition in the last digits. */
export const APPROXIMATE = ['watched', 'mean', 'watchedSeconds'];

export interface WindowCase {
  readonly stage: string;
  readonly output: string;
  readonly keyName: 'titleId' | 'userId';
  readonly window: WindowKind;
}

export const EVERY_WINDOW: readonly WindowCase[] = [
  {
    stage: 'fiveMinutes',
    output: 'five-minutes',
    keyName: 'titleId',
    window: { kind: 'tumble', size: 5 * MINUTE, offset: MINUTE },
  },
  {
    stage: 'lastTen',
    output: 'last-ten',
    keyName: 'titleId',
    window: { kind: 'hop', size: 10 * MINUTE, every: 2 * MINUTE },
  },
  {
    stage: 'hourSoFar',
    output: 'hour-so-far',
    keyName: 'titleId',
    window: { kind: 'cumulate', size: 60 * MINUTE, step: 5 * MINUTE },
  },
  { stage: 'visits', output: 'user-visits', keyName: 'userId', window: { kind: 'session', gap: 2 * MINUTE } },
];

export const isWatching = (e: Playback): boolean => e.kind !== 'search';

export const windowRow = (keyName: string, { key, start, end, rows }: Group): JsonRow => ({
  [keyName]: key,
  windowStart: iso(start),
  windowEnd: iso(end),
  ...allAggregates(rows),
});
