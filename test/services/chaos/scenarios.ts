/** Every scenario, in the order of the table. */
import { lookupsThrottled } from './lookups.js';
import { jobManagerKilled, taskManagerKilledTwice } from './processes.js';
import { brokenRecords, clockAhead, largeRecord } from './records.js';
import type { Scenario } from './scenario.js';
import { firehosePartial, missingTable, openSearchDown, roleWithoutPermission } from './services.js';
import { expiredIterators, idleShard, kinesisThrottled, merges, resharding } from './stream.js';
import { batchesRefused, itemsRefused, wrongKeyType } from './tables.js';

export const SCENARIOS: readonly Scenario[] = [
  brokenRecords,
  taskManagerKilledTwice,
  jobManagerKilled,
  kinesisThrottled,
  expiredIterators,
  resharding,
  merges,
  idleShard,
  openSearchDown,
  firehosePartial,
  itemsRefused,
  wrongKeyType,
  batchesRefused,
  lookupsThrottled,
  largeRecord,
  clockAhead,
  roleWithoutPermission,
  missingTable,
];
