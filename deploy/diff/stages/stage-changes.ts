/** What differs between two versions of one stage, kind by kind. */
import { durationText } from '../../../compiler/ir/duration-text.js';
import type {
  DescribedContinuousAggregate,
  DescribedEnrich,
  DescribedFilter,
  DescribedMap,
  DescribedStage,
  DescribedWindowAggregate,
} from '../../../compiler/ir/description.js';
import { changed, type Difference } from '../change.js';
import { aggregateChanges, columnChanges, keyChanges, mappedChanges } from '../columns.js';
import { windowChanges } from '../window-text.js';
import { codeInstead, orNever } from '../words.js';
import { sourceChanges } from './source-changes.js';
import { KINDS, stageText } from './stage-text.js';

export function stageChanges(before: DescribedStage, after: DescribedStage): Difference[] {
  if (before.kind === after.kind) {
    const compare = COMPARE[after.kind] as (before: DescribedStage, after: DescribedStage) => Difference[];
    return [...inputChanges(before, after), ...compare(before, after)];
  }
  return changed(
    KINDS[after.kind],
    `${KINDS[before.kind]}: ${stageText(before)}`,
    `${KINDS[after.kind]}: ${stageText(after)}`,
    () =>
      `'${after.name}' is the ${KINDS[after.kind]} of ${stageText(after)}, instead of the ${KINDS[before.kind]} of ${stageText(before)}`,
  );
}

const inputOf = (stage: DescribedStage): string => (stage.kind === 'source' ? '' : stage.of);

const inputChanges = (before: DescribedStage, after: DescribedStage): Difference[] =>
  changed('input', inputOf(before), inputOf(after), (was, is) => `'${after.name}' reads '${is}' instead of '${was}'`);

const COMPARE: {
  readonly [K in DescribedStage['kind']]: (
    before: Extract<DescribedStage, { kind: K }>,
    after: Extract<DescribedStage, { kind: K }>,
  ) => Difference[];
} = {
  source: sourceChanges,
  filter: (before: DescribedFilter, after) =>
    changed('filter', before.where, after.where, (was, is) => `filter '${after.name}' keeps ${codeInstead(was, is)}`),
  map: (before: DescribedMap, after) => mappedChanges(after.name, [before.columns, after.columns]),
  enrich: enrichChanges,
  window: (before: DescribedWindowAggregate, after) => [
    ...windowChanges(after.name, before.window, after.window),
    ...aggregated(before, after),
  ],
  continuous: (before: DescribedContinuousAggregate, after) => [
    ...aggregated(before, after),
    ...changed(
      'retention',
      orNever(before.retain),
      orNever(after.retain),
      (was, is) => `'${after.name}' forgets a key without events ${is} instead of ${was}`,
    ),
  ],
};

type Aggregated = DescribedWindowAggregate | DescribedContinuousAggregate;

const aggregated = (before: Aggregated, after: Aggregated): Difference[] => [
  ...keyChanges(after.name, [before.keys, after.keys]),
  ...aggregateChanges(after.name, [before.aggregates, after.aggregates]),
];

const MISSING: Record<DescribedEnrich['onMissing'], string> = { null: 'kept without', drop: 'dropped' };

function enrichChanges(before: DescribedEnrich, after: DescribedEnrich): Difference[] {
  const { name } = after;
  const differs = (pick: (stage: DescribedEnrich) => string, sentence: string): Difference[] =>
    changed('lookup', pick(before), pick(after), (was, is) => `${sentence} ${is} instead of ${was}`);
  return [
    ...differs(({ connector, table }) => `${connector} '${table}'`, `'${name}' looks items up in`),
    ...keyChanges(name, [before.on, after.on]),
    ...columnChanges(`'${name}'`, [before.columns, after.columns]),
    ...differs(({ onMissing }) => MISSING[onMissing], `rows for which '${name}' finds no item are`),
    ...differs(({ cache }) => `${cache.rows} items`, `'${name}' remembers`),
    ...differs(({ cache }) => durationText(cache.age), `'${name}' remembers an item for`),
  ];
}
