/** What the pipeline owes for the records that were sent: computed from their bytes by the plain oracle alone. */
import type { JsonRow } from '../../oracle/compare.js';
import { popularity } from '../../oracle/expected.js';
import { readRecords, type Playback } from '../../oracle/records.js';
import { windowed } from '../../oracle/windows.js';

/** A dead letter, as far as the oracle knows it. */
export interface ExpectedLetter {
  readonly stage: string;
  readonly reason: string;
  /** The record's bytes; null where the letter holds a row. */
  readonly bytes: Buffer | null;
}

export interface Expected {
  readonly read: number;
  /** All of them, also those that no window counts. */
  readonly accepted: readonly Playback[];
  /** Rows of the table, and of the index. */
  readonly rows: readonly JsonRow[];
  /** Accepted records that the window takes in; late ones are not among those it counts. */
  readonly watched: number;
  readonly late: number;
  readonly letters: readonly ExpectedLetter[];
}

const HOUR_MS = 3_600_000;

/** `late` are records that were sent after their windows had closed; `seen` is what windows see of an accepted record. */
export function expected(
  sent: readonly Buffer[],
  late: readonly Buffer[] = [],
  seen: (record: Playback) => Playback = (record) => record,
): Expected {
  // An event from more than an hour after its arrival is not believed.
  const options = { strict: false, latest: Date.now() + HOUR_MS };
  const { accepted, broken, read } = readRecords(sent, options);
  const behind = readRecords(late, options).accepted;
  const inWindows = accepted.map((each) => ({ ...each, record: seen(each.record) }));
  const result = windowed(inWindows, { ...popularity, outOfOrder: Infinity });
  return {
    read: read + late.length,
    accepted: [...accepted, ...behind].map(({ record }) => record),
    rows: result.groups.map(popularity.row),
    watched: result.counted + behind.length,
    late: behind.length,
    letters: [
      ...broken.map(({ bytes, reason }) => ({ stage: 'playback', reason, bytes })),
      ...behind.map(({ bytes }) => ({ stage: 'popularity.aggregate', reason: 'late', bytes })),
    ],
  };
}
