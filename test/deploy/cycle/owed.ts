/**
 * What all versions together owe for what was sent, by the plain oracle: which records each version has counted is known from
 * where the deploys lay between them.
 */
import type { JsonRow } from '../../oracle/compare.js';
import { popularity } from '../../oracle/expected.js';
import { readRecords, type Accepted, type Playback } from '../../oracle/records.js';
import { windowed, type Group } from '../../oracle/windows.js';
import type { Expected } from '../../services/harness/expected.js';
import { isFor, type OpenShard } from '../../services/harness/load.js';
import { THRESHOLDS } from './project.js';

/** How many records had been sent when something happened. */
export interface Marks {
  /** The threshold was raised. */
  readonly threshold: number;
  /** The deploy of the new output began, … */
  readonly output: number;
  /** … and had ended; records were sent in between. */
  readonly outputRuns: number;
  /** The deploy of the changed key began, which loses the counts of open windows. */
  readonly key: number;
  /** That version was taken back, and what it had read is read again. */
  readonly rollback: number;
}

/** Rows that have to be there, and those that may be: their windows closed while something happened. */
export interface Rows {
  readonly certain: readonly JsonRow[];
  readonly possible: readonly JsonRow[];
}

export interface Owed {
  /** Of the table and the index, under both keys. */
  readonly rows: Rows;
  /** Of the stream that is new in the third version. */
  readonly newOutput: Rows;
  readonly records: Omit<Expected, 'rows' | 'watched'>;
  /** Accepted records that two versions have read. */
  readonly readTwice: readonly Playback[];
  /** Rows of windows that were open while a new version began. */
  readonly acrossDeploys: number;
  /** Events that the lower threshold counted and the higher one would not. */
  readonly onlyBefore: number;
}

const HOUR_MS = 3_600_000;
const OUT_OF_ORDER_MS = 30_000;

export function owed(sent: readonly Buffer[], marks: Marks, shards: readonly OpenShard[]): Owed {
  const { accepted, broken, read } = readRecords(sent, { strict: false, latest: Date.now() + HOUR_MS });
  const thresholdOf = ({ line }: Accepted): number => (line <= marks.threshold ? THRESHOLDS.before : THRESHOLDS.after);
  const isCounted = (item: Accepted): boolean =>
    item.record.kind !== 'stop' || item.record.watchedSeconds >= thresholdOf(item);
  const counted = accepted.filter(isCounted);
  const during = (item: Accepted): boolean => item.line > marks.key && item.line <= marks.rollback;
  const byDevice = groupsOf(counted, popularity.key);
  const byTitle = groupsOf(counted.filter(during), (e) => e.titleId);

  const clock = new Clock(accepted, shards);
  const ofTitles = split(byTitle, clock.at(marks.rollback));
  const begins = [marks.threshold, marks.output, marks.key, marks.rollback].map((mark) => clock.at(mark));
  const [before, after] = [clock.at(marks.output), clock.at(marks.outputRuns)];
  const written = byDevice.filter(({ end }) => end - 1 > before.least);
  const meanwhile = split(written, { least: before.least, most: after.most }).possible;
  return {
    rows: {
      certain: [...byDevice.map(popularity.row), ...ofTitles.certain.map(titleRow)],
      possible: ofTitles.possible.map(titleRow),
    },
    newOutput: {
      certain: [
        ...written.filter((group) => !meanwhile.includes(group)).map(popularity.row),
        ...ofTitles.certain.map(titleRow),
      ],
      possible: [...meanwhile.map(popularity.row), ...ofTitles.possible.map(titleRow)],
    },
    records: {
      read,
      accepted: accepted.map(({ record }) => record),
      late: 0,
      letters: broken.map(({ bytes, reason }) => ({ stage: 'playback', reason, bytes })),
    },
    acrossDeploys: byDevice.filter(({ start, end }) =>
      begins.some(({ least, most }) => start <= most && end - 1 > least),
    ).length,
    readTwice: accepted.filter(during).map(({ record }) => record),
    onlyBefore: counted.filter(({ line, record: { kind, watchedSeconds: seconds } }) => {
      return line <= marks.threshold && kind === 'stop' && seconds < THRESHOLDS.after;
    }).length,
  };
}

const groupsOf = (counted: readonly Accepted[], key: (e: Playback) => string): readonly Group[] =>
  windowed(counted, { ...popularity, key, outOfOrder: Infinity }).groups;

/** Groups whose windows have closed when event time is at least and at most so far. */
const split = (groups: readonly Group[], { least, most }: Progress): Record<keyof Rows, readonly Group[]> => ({
  certain: groups.filter(({ end }) => end - 1 <= least),
  possible: groups.filter(({ end }) => end - 1 > least && end - 1 <= most),
});

/** As the changed key has it: without a device. */
function titleRow(group: Group): JsonRow {
  const { device: _, slot: __, ...row } = popularity.row({ ...group, key: JSON.stringify([group.key, '']) });
  return { ...row, slot: row['windowStart'] };
}

interface Progress {
  readonly least: number;
  readonly most: number;
}

/** The partition key of every good record is its user. */
const isUser = ({ record: { userId } }: Accepted): boolean => /^user-\d+$/.test(userId);

/** How far event time had come after so many records: the slowest shard decides, unless it was taken for idle. */
class Clock {
  private readonly shardOf = new Map<string, number>();

  constructor(
    private readonly accepted: readonly Accepted[],
    private readonly shards: readonly OpenShard[],
  ) {}

  at(sent: number): Progress {
    const newest = this.shards.map(() => -Infinity);
    for (const { line, record } of this.accepted.filter(isUser)) {
      if (line > sent) break;
      const shard = this.shard(record.userId);
      newest[shard] = Math.max(newest[shard] ?? -Infinity, record.at);
    }
    return { least: Math.min(...newest) - OUT_OF_ORDER_MS, most: Math.max(...newest) - OUT_OF_ORDER_MS };
  }

  private shard(user: string): number {
    const known = this.shardOf.get(user) ?? this.shards.findIndex((shard) => isFor(shard, user));
    this.shardOf.set(user, known);
    return known;
  }
}
