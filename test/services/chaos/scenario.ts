/** A fault under load: what is sent, what breaks while it flows, and what the pipeline owes nevertheless. */
import type { PlaybackOptions } from '../../../pipelines/title-popularity/generator/playback.js';
import type { JsonRow } from '../../oracle/compare.js';
import type { Playback } from '../../oracle/records.js';
import type { Expected, ExpectedLetter } from '../harness/expected.js';
import type { Refused } from '../harness/outputs.js';
import type { Recovery } from '../harness/recoveries.js';
import type { StreamRecord } from '../harness/traffic.js';
import type { World, WorldOptions } from '../harness/world.js';
import type { Progress } from './progress.js';

export interface Scenario {
  readonly name: string;
  /** Relative to the repository; by default title-popularity. */
  readonly pipeline?: string;
  readonly world?: Pick<WorldOptions, 'shards' | 'parallelism' | 'taskManagers' | 'checkpointEveryMs'>;
  /** On top of those of the run. */
  readonly traffic?: Partial<PlaybackOptions>;
  /** Sent before the others: no window has closed yet. */
  readonly records?: readonly StreamRecord[];
  /** Before the job starts. */
  prepare?(world: World): Promise<void>;
  /** Beside the load; gives the recoveries that it caused. */
  breaks?(world: World, progress: Progress): Promise<readonly Recovery[]>;
  /** What the pipeline's windows see of an accepted record, where it is not the record. */
  seen?(record: Playback): Playback;
  readonly refused?: Refused;
  /** Letters besides those of broken records. */
  letters?(owed: Expected): readonly ExpectedLetter[];
}

/** A letter for each row that an output must have refused. */
export const rejectedRows = (output: string, rows: readonly JsonRow[]): ExpectedLetter[] =>
  rows.map(() => ({ stage: output, reason: 'rejected', bytes: null }));
