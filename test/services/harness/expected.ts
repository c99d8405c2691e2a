/** What the pipeline owes for the records that were sent: computed from their bytes by the plain oracle alone. */
import type { JsonRow } from '../../oracle/compare.js';
import { popularity } from '../../oracle/expected.js';
import { readRecords, type Broken, type Playback } from '../../oracle/records.js';
import { windowed } from '../../oracle/windows.js';

export interface Expected {
  /** All of them, also those that no window counts. */
  readonly accepted: readonly Playback[];
  readonly broken: readonly Broken[];
  readonly read: number;
  /** Rows of the table, and of the index. */
  readonly rows: readonly JsonRow[];
  /** Accepted records that a window counts. */
  readonly counted: number;
}

const HOUR_MS = 3_600_000;

export function expected(sent: Iterable<Buffer>): Expected {
  // An event from more than an hour after its arrival is not believed.
  const { accepted, broken, read } = readRecords(sent, { strict: false, latest: Date.now() + HOUR_MS });
  const result = windowed(accepted, { ...popularity, outOfOrder: Infinity });
  return {
    accepted: accepted.map(({ record }) => record),
    broken,
    read,
    rows: result.groups.map(popularity.row),
    counted: result.counted,
  };
}
