/** Every difference between two versions of a pipeline and how they are run. Pure; SQL text is never read. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { bundleChanges } from './bundle-changes.js';
import type { Change } from './change.js';
import { descriptionChanges } from './description-changes.js';
import { isSame } from './same.js';
import { settingsChanges, type SettingDifference } from './settings-changes.js';

/** A plan that is null has not been made, and is not compared. */
export interface ComparedVersion {
  readonly bundle: Bundle;
  readonly plan: unknown;
}

/** In the order of the pipeline. With nothing before, everything is new. */
export function changesOf(
  before: ComparedVersion | null,
  after: ComparedVersion,
  settings: readonly SettingDifference[],
): Change[] {
  const described = descriptionChanges(before?.bundle.description ?? null, after.bundle.description);
  if (before === null) return described;
  const inJar = [...described, ...bundleChanges(before.bundle, after.bundle, described)];
  return [
    ...inJar,
    ...(inJar.length === 0 ? otherwiseMade(before, after, settings) : []),
    ...changesOfSettings(settings),
  ];
}

/** All that is known of a difference when the version before can not be read. */
export const changesOfSettings = (settings: readonly SettingDifference[]): Change[] =>
  settingsChanges(settings).map((change) => ({ ...change, part: 'pipeline', stage: null, origin: null }));

const NEUTRAL = { kind: 'changed', before: null, after: null, part: 'pipeline', stage: null, origin: null } as const;

/** Plan and jar follow from the bundle, unless another Flink or pipectl has made them. */
function otherwiseMade(
  before: ComparedVersion,
  after: ComparedVersion,
  settings: readonly SettingDifference[],
): Change[] {
  const isPlanned = before.plan !== null && after.plan !== null;
  if (isPlanned && !isSame(before.plan, after.plan))
    return [{ ...NEUTRAL, what: 'plan', sentence: 'Flink runs the same SQL by another plan' }];
  const jar = settings.find(({ setting }) => setting === 'jar');
  const sentence = "pipectl's own part of the jar is another one";
  return jar === undefined ? [] : [{ ...NEUTRAL, ...jarsOf(jar), what: 'runtime', sentence }];
}

const jarsOf = ({ before, after }: SettingDifference): Pick<Change, 'before' | 'after'> => ({ before, after });
