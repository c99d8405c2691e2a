/** Two descriptions of a pipeline: which stages and outputs are new, gone or different. They are matched by name. */
import type { DescribedOutput, DescribedStage, Description } from '../../compiler/ir/description.js';
import { added, changed, removed, type Change, type Difference } from './change.js';
import { outputChanges } from './stages/output-changes.js';
import { KINDS, outputText, stageText } from './stages/stage-text.js';
import { stageChanges } from './stages/stage-changes.js';

export function descriptionChanges(before: Description | null, after: Description): Change[] {
  const earlier = { stages: before?.stages ?? [], outputs: before?.outputs ?? [] };
  return [
    ...partChanges('stage', earlier.stages, after.stages, {
      compare: stageChanges,
      added: (stage) =>
        added(
          KINDS[stage.kind],
          stageText(stage),
          `${KINDS[stage.kind]} '${stage.name}' is new: ${stageText(stage)}${sameAs(stage, earlier.stages, after.stages, 'was')}`,
        ),
      removed: (stage) =>
        removed(
          KINDS[stage.kind],
          stageText(stage),
          `${KINDS[stage.kind]} '${stage.name}' is gone: ${stageText(stage)}${sameAs(stage, after.stages, earlier.stages, 'is')}`,
        ),
    }),
    ...partChanges('output', earlier.outputs, after.outputs, {
      compare: outputChanges,
      added: (output) => added('output', outputText(output), `output '${output.name}' is new: ${outputText(output)}`),
      removed: (output) =>
        removed(
          'output',
          outputText(output),
          `output '${output.name}' is gone: ${outputText(output)}; what is written there stays`,
        ),
    }),
    ...letterChanges(before, after).map((change) => ({
      ...change,
      part: 'pipeline' as const,
      stage: null,
      origin: null,
    })),
  ];
}

interface PartWords<T> {
  readonly compare: (before: T, after: T) => Difference[];
  readonly added: (part: T) => Difference;
  readonly removed: (part: T) => Difference;
}

function partChanges<T extends DescribedStage | DescribedOutput>(
  kind: Change['part'],
  before: readonly T[],
  after: readonly T[],
  words: PartWords<T>,
): Change[] {
  const earlier = new Map(before.map((part) => [part.name, part]));
  const names = new Set(after.map(({ name }) => name));
  const at = (part: T, differences: readonly Difference[]): Change[] =>
    differences.map((difference) => ({ ...difference, part: kind, stage: part.name, origin: part.origin }));
  return [
    ...after.flatMap((part) => {
      const known = earlier.get(part.name);
      return at(part, known ? words.compare(known, part) : [words.added(part)]);
    }),
    ...before.filter(({ name }) => !names.has(name)).flatMap((part) => at(part, [words.removed(part)])),
  ];
}

/** A stage of the other version that means the same, where this version has another under its name, or none. */
function sameAs(
  stage: DescribedStage,
  others: readonly DescribedStage[],
  own: readonly DescribedStage[],
  verb: 'is' | 'was',
): string {
  const here = new Map(own.map((each) => [each.name, meaningOf(each)]));
  const meaning = meaningOf(stage);
  const same = others.find((each) => meaningOf(each) === meaning && here.get(each.name) !== meaning);
  return same ? `; '${same.name}' ${verb} the same` : '';
}

/** Without its names and its place. */
function meaningOf(stage: DescribedStage): string {
  const { name: _name, origin: _origin, ...meaning } = stage;
  return JSON.stringify({ ...meaning, of: null });
}

function letterChanges(before: Description | null, after: Description): Difference[] {
  const { target, rejectRate } = after.deadLetters;
  if (before === null) return [added('dead letters', target, `dead letters go to '${target}'`)];
  return [
    ...changed(
      'dead letters',
      before.deadLetters.target,
      target,
      (was, is) => `dead letters go to '${is}' instead of '${was}'`,
    ),
    ...changed(
      'dead letters',
      rateText(before.deadLetters.rejectRate),
      rateText(rejectRate),
      (was, is) => `the job ends ${is} instead of ${was}`,
    ),
  ];
}

const rateText = (rate: number | null): string =>
  rate === null ? 'never' : `at more than ${Number((rate * 100).toPrecision(12))} % broken records`;
