/** Playback records in the order they arrive: mostly a little out of order, some late, some broken, some twice. */
import { arrivalQueue, seeded, type Random } from 'pipectl/testing';
import { BROKEN, NOTICED_KINDS, written, type BrokenKind, type RecordParts } from './broken-records.js';
import { viewers, type Happening } from './viewers.js';

export interface PlaybackOptions {
  /** Records in all, broken and repeated ones included. */
  readonly events: number;
  readonly users: number;
  readonly titles: number;
  readonly seed: number | string;
  /** Share of records that arrive 2 to 10 minutes after they happened. All others take less than 30 s. */
  readonly late: number;
  /** Share of records that are broken, in one of `kinds`. */
  readonly malformed: number;
  readonly kinds: readonly BrokenKind[];
  /** Share of records that are sent twice. */
  readonly duplicates: number;
  readonly start: Date;
}

export const DEFAULTS: PlaybackOptions = {
  events: 100_000,
  users: 2_000,
  titles: 500,
  seed: 1,
  late: 0,
  malformed: 0,
  kinds: NOTICED_KINDS,
  duplicates: 0,
  start: new Date('2026-03-01T18:00:00.000Z'),
};

export interface PlaybackRecord {
  /** Without its line end; one character a byte. */
  readonly line: string;
  readonly broken: BrokenKind | null;
  /** The partition key: all records of a user go to one shard. */
  readonly user: number;
}

/** Records in the order of arrival. */
export function* playback(options: PlaybackOptions): Generator<PlaybackRecord> {
  const random = seeded(options.seed);
  const delays = random.fork('delays');
  const faults = random.fork('faults');
  const waiting = arrivalQueue<PlaybackRecord>();
  let sent = 0;
  let id = 0;
  for (const happening of viewers(random.fork('viewers'), { ...options, start: options.start.getTime() })) {
    // All that arrives later happens later: what is due can go.
    while (waiting.peekTime() <= happening.at) {
      yield waiting.pop() as PlaybackRecord;
      if (++sent === options.events) return;
    }
    const record = recordOf(happening, id++, faults, options);
    waiting.push(happening.at + delay(delays, options.late), record);
    if (options.duplicates > 0 && faults.chance(options.duplicates))
      waiting.push(happening.at + delay(delays, 0), record);
  }
}

/** Milliseconds on the way: mostly a second or two, sometimes up to half a minute. */
function delay(random: Random, late: number): number {
  if (late > 0 && random.chance(late)) return 120_000 + random.below(480_000);
  const usual = random.chance(0.03) ? random.below(29_900) : 50 + random.exponential(1_200);
  return Math.floor(Math.min(usual, 29_900));
}

function recordOf(happening: Happening, id: number, random: Random, options: PlaybackOptions): PlaybackRecord {
  const parts: RecordParts = {
    eventId: `"e${id}"`,
    userId: `"user-${happening.user}"`,
    titleId: `"title-${happening.title}"`,
    kind: `"${happening.kind}"`,
    ...(happening.device !== null && { device: `"${happening.device}"` }),
    watchedSeconds: String(happening.watchedSeconds),
    position: String(happening.position),
    at: isoText(happening.at),
  };
  const broken = options.malformed > 0 && random.chance(options.malformed) ? random.pick(options.kinds) : null;
  return { line: broken === null ? written(parts) : BROKEN[broken](parts, random), broken, user: happening.user };
}

let second = NaN;
let prefix = '';

/** A quoted ISO-8601 time. Events come second by second, so the part up to the second is kept. */
function isoText(at: number): string {
  const millis = at % 1000;
  if (at - millis !== second) {
    second = at - millis;
    prefix = `"${new Date(second).toISOString().slice(0, 20)}`;
  }
  return `${prefix}${millis < 10 ? '00' : millis < 100 ? '0' : ''}${millis}Z"`;
}
