/** Every scenario, in the order of the table. */
import { jobManagerKilled, taskManagerKilledTwice } from './processes.js';
import { brokenRecords, clockAhead, largeRecord } from './records.js';
import type { Scenario } from './scenario.js';
import { firehosePartial, missingTable, openSearchDown, roleWithoutPermission } from './services.js';
import { expiredIterators, idleShard, kinesisThrottled, resharding } from './stream.js';
import { batchesRefused, itemsRefused, wrongKeyType } from './tables.js';

export const SCENARIOS: readonly Scenario[] = [
  brokenRecords,
  taskManagerKilledTwice,
  jobManagerKilled,
  kinesisThrottled,
  expiredIterators,
  resharding,
  idleShard,
  openSearchDown,
  firehosePartial,
  itemsRefused,
  wrongKeyType,
  batchesRefused,
  largeRecord,
  clockAhead,
  roleWithoutPermission,
  missingTable,
];
