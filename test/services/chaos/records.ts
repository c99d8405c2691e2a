/** Records that are broken, huge or from the future. */
import { BROKEN_KINDS } from '../../../pipelines/title-popularity/generator/broken-records.js';
import { recordOf } from '../harness/traffic.js';
import { rejectedRows, type Scenario } from './scenario.js';

export const brokenRecords: Scenario = {
  name: 'broken-records',
  traffic: { malformed: 0.01 * BROKEN_KINDS.length, kinds: BROKEN_KINDS },
};

const DURING = new Date(Date.UTC(2026, 2, 1, 18, 2));
const MIB = 1_048_576;
/** Data and partition key are one MiB together, the most that a stream takes. */
const LARGE_KEY = 'large';
const LARGE_ID = 'large-record';

const large = (() => {
  const moment = { eventId: LARGE_ID, at: DURING, userId: '' };
  const room = MIB - recordOf(moment).data.length - LARGE_KEY.length;
  return { ...recordOf({ ...moment, userId: 'u'.repeat(room) }), partitionKey: LARGE_KEY };
})();

/** The delivery stream takes 1,000 KiB at most: the row becomes a letter, in parts. */
export const largeRecord: Scenario = {
  name: 'record-of-1-mib',
  records: [large],
  refused: { lake: (eventId) => eventId === LARGE_ID },
  letters: () => rejectedRows('playback-raw', [{}]),
};

const DAY_MS = 24 * 3_600_000;

/** A clock that is ahead by a day must not close the windows of everybody else. */
export const clockAhead: Scenario = {
  name: 'clock-ahead',
  records: Array.from({ length: 20 }, (_, i) =>
    recordOf({ eventId: `ahead-${i}`, at: new Date(Date.now() + DAY_MS), userId: `ahead-${i}`, kind: 'play' }),
  ),
};
