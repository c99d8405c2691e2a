/**
 * What differs between two bundles beyond what their descriptions say: the SQL of a stage that reads the same in
 * TypeScript, as another version of pipectl writes it, and settings that no author has.
 *
 * Together with the description's changes nothing is left out: a bundle that differs anywhere has at least one line.
 */
import type { Bundle, Statement } from '../../compiler/ir/bundle.js';
import { changed, type Change, type Difference } from './change.js';
import { isSame } from './same.js';
import { counted } from './words.js';

export function bundleChanges(before: Bundle, after: Bundle, described: readonly Change[]): Change[] {
  const found = [
    ...changed('runtime', before.flink, after.flink, (was, is) => `is written for Flink ${is} instead of ${was}`),
    ...changed(
      'setting',
      before.pipeline,
      after.pipeline,
      (was, is) => `the pipeline is called '${is}' instead of '${was}'`,
    ),
    ...settingChanges(before.settings, after.settings),
  ].map(everywhere);
  // A pipeline's name is in much of its SQL.
  const sql = before.pipeline === after.pipeline ? sqlChanges(before, after, described) : [];
  if (found.length + sql.length + described.length > 0) return [...found, ...sql];
  if (!isSame(withoutPlaces(before), withoutPlaces(after)))
    return [neutral('sql', 'the bundle is written in another way and means the same')];
  const moved = movedParts(before, after);
  return moved === 0
    ? []
    : [neutral('place', `${counted(moved, 'part')} of the bundle came from other lines; nothing else differs`)];
}

const everywhere = (difference: Difference): Change => ({ ...difference, stage: null, origin: null });

const neutral = (what: Change['what'], sentence: string): Change =>
  everywhere({ kind: 'changed', before: null, after: null, what, sentence });

function settingChanges(before: Bundle['settings'], after: Bundle['settings']): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const valueOf = (settings: Bundle['settings'], key: string): string => settings[key] ?? 'the default';
  return keys.flatMap((key) =>
    changed(
      'setting',
      valueOf(before, key),
      valueOf(after, key),
      (was, is) => `Flink's ${key} is ${is} instead of ${was}`,
    ),
  );
}

/** Statements that differ where neither their stage nor anything before it does. */
function sqlChanges(before: Bundle, after: Bundle, described: readonly Change[]): Change[] {
  const explained = new Set(described.map(({ stage }) => stage));
  const earlier = statementsOf(before);
  return [...statementsOf(after)].flatMap(([owner, statements]): Change[] => {
    const known = earlier.get(owner);
    if (known === undefined || isSame(known, statements)) return [];
    if (behind(owner, after).some((stage) => explained.has(stage))) return [];
    const sentence = `SQL of '${owner}' is written in another way, and the author's code is the same`;
    return [{ ...neutral('sql', sentence), stage: owner, origin: originOf(owner, after) }];
  });
}

/** By the stage or output they belong to, without their places. */
function statementsOf(bundle: Bundle): ReadonlyMap<string, readonly object[]> {
  const found = new Map<string, object[]>();
  for (const statement of bundle.statements) {
    const owner = ownerOf(statement, bundle);
    found.set(owner, [...(found.get(owner) ?? []), ...placeless([statement])]);
  }
  return found;
}

/** Names of tables begin with what they are, names of views with their stage's. */
function ownerOf({ kind, name }: Statement, { description }: Bundle): string {
  if (kind !== 'view') return name.replace(/^(source|lookup|sink)\./, '');
  const [longest] = description.stages
    .map((stage) => stage.name)
    .filter((stage) => name === stage || name.startsWith(`${stage}.`))
    .sort((a, b) => b.length - a.length);
  return longest ?? name;
}

const DEAD_LETTERS = 'dead-letters';

/**
 * A stage or output, all that feeds it, and the pipeline as a whole: where the dead letters go is in every sink, and
 * when there are too many of them in every source. Every stage feeds the dead letters.
 */
function behind(name: string, bundle: Bundle): readonly (string | null)[] {
  const { stages, outputs } = bundle.description;
  if (name === DEAD_LETTERS) return [null, name, ...stages.map((stage) => stage.name)];
  const stage = stages.find((each) => each.name === name);
  const inputs = [
    ...outputs.filter((output) => output.name === name).map(({ of }) => of),
    ...(stage && stage.kind !== 'source' ? [stage.of] : []),
  ];
  return [null, name, ...inputs.filter((input) => input !== name).flatMap((input) => behind(input, bundle))];
}

const originOf = (name: string, { description: { stages, outputs } }: Bundle): Change['origin'] =>
  [...stages, ...outputs].find((each) => each.name === name)?.origin ?? null;

function withoutPlaces({ statements, description, ...rest }: Bundle): unknown {
  const { stages, outputs } = description;
  const described = { ...description, stages: placeless(stages), outputs: placeless(outputs) };
  return { ...rest, statements: placeless(statements), description: described };
}

const placeless = (parts: readonly { readonly origin: unknown }[]): object[] =>
  parts.map(({ origin: _, ...part }) => part);

function movedParts(before: Bundle, after: Bundle): number {
  const partsOf = ({
    statements,
    description: { stages, outputs },
  }: Bundle): readonly { readonly origin: unknown }[] => [...statements, ...stages, ...outputs];
  const earlier = partsOf(before);
  return partsOf(after).filter(({ origin }, i) => !isSame(origin, earlier[i]?.origin)).length;
}
