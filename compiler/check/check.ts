/** The phase **check**: one rule after the other looks at the pipeline; it is passed on unchanged when none objects. */
import { collector, hasErrors, type Phase } from '../diagnostics/diagnostic.js';
import type { Pipeline } from '../ir/pipeline.js';
import type { Rule } from './rule.js';
import { aggregatesReadStreams } from './rules/aggregates-read-streams.js';
import { aggregatesTakeTheirTypes } from './rules/aggregates-take-their-types.js';
import { columnNamesAreFree } from './rules/column-names-are-free.js';
import { groupKeysCanBeCompared } from './rules/group-keys-can-be-compared.js';
import { lookupsFit } from './rules/lookups-fit.js';
import { orderColumnsAreUsable } from './rules/order-columns-are-usable.js';
import { outputsAreDistinct } from './rules/outputs-are-distinct.js';
import { resourceColumnsAreUsable } from './rules/resource-columns-are-usable.js';
import { rowsKeepApart } from './rules/rows-keep-apart.js';
import { settingsArePossible } from './rules/settings-are-possible.js';
import { sinkKeysAreUsable } from './rules/sink-keys-are-usable.js';
import { sinksCanHoldTables } from './rules/sinks-can-hold-tables.js';
import { stageNamesAreFree } from './rules/stage-names-are-free.js';
import { stageNamesAreUnique } from './rules/stage-names-are-unique.js';
import { stagesReachAnOutput } from './rules/stages-reach-an-output.js';
import { stateIsBounded } from './rules/state-is-bounded.js';
import { windowNeedsEventTime } from './rules/window-needs-event-time.js';
import { windowsFit } from './rules/windows-fit.js';

/** In the order in which messages read well: causes before consequences. */
const RULES: readonly Rule[] = [
  settingsArePossible,
  stageNamesAreUnique,
  stageNamesAreFree,
  outputsAreDistinct,
  stagesReachAnOutput,
  columnNamesAreFree,
  lookupsFit,
  groupKeysCanBeCompared,
  aggregatesTakeTheirTypes,
  windowNeedsEventTime,
  windowsFit,
  aggregatesReadStreams,
  stateIsBounded,
  sinksCanHoldTables,
  sinkKeysAreUsable,
  orderColumnsAreUsable,
  resourceColumnsAreUsable,
  rowsKeepApart,
];

export function check(pipeline: Pipeline): Phase<Pipeline> {
  const { found, report } = collector();
  for (const rule of RULES) rule(pipeline, report);
  return { value: hasErrors(found) ? null : pipeline, diagnostics: found };
}
