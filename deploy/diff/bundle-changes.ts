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

const everywhere = (difference: Difference): Change => ({
  ...difference,
  part: 'pipeline',
  stage: null,
  origin: null,
});

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

/** Statements that differ where neither their stage or output nor anything before it does. */
function sqlChanges(before: Bundle, after: Bundle, described: readonly Change[]): Change[] {
  const explained = new Set(described.map(({ part, stage }) => keyOf({ part, name: stage })));
  const earlier = statementsOf(before);
  return [...statementsOf(after)].flatMap(([key, { owner, statements }]): Change[] => {
    const known = earlier.get(key);
    if (known === undefined || isSame(known.statements, statements)) return [];
    if (behind(owner, after).some((each) => explained.has(keyOf(each)))) return [];
    const sentence = `SQL of '${owner.name ?? ''}' is written in another way, and the author's code is the same`;
    return [{ ...neutral('sql', sentence), part: owner.part, stage: owner.name, origin: originOf(owner, after) }];
  });
}

/** A stage and an output may have one name. */
interface Owner {
  readonly part: Change['part'];
  readonly name: string | null;
}

const PIPELINE: Owner = { part: 'pipeline', name: null };
const stageOf = (name: string): Owner => ({ part: 'stage', name });

const keyOf = ({ part, name }: Owner): string => `${part} ${name ?? ''}`;

interface Owned {
  readonly owner: Owner;
  /** Without their places. */
  readonly statements: readonly object[];
}

function statementsOf(bundle: Bundle): ReadonlyMap<string, Owned> {
  const found = new Map<string, Owned>();
  for (const statement of bundle.statements) {
    const owner = ownerOf(statement, bundle);
    const statements = [...(found.get(keyOf(owner))?.statements ?? []), ...placeless([statement])];
    found.set(keyOf(owner), { owner, statements });
  }
  return found;
}

/** Names of tables begin with what they are, names of views with their stage's. */
function ownerOf({ kind, name }: Statement, { description }: Bundle): Owner {
  if (name.startsWith('sink.') && kind !== 'view') return { part: 'output', name: name.slice('sink.'.length) };
  if (kind !== 'view') return stageOf(name.replace(/^(source|lookup)\./, ''));
  const [longest] = description.stages
    .map((stage) => stage.name)
    .filter((stage) => name === stage || name.startsWith(`${stage}.`))
    .sort((a, b) => b.length - a.length);
  return stageOf(longest ?? name);
}

const DEAD_LETTERS = 'dead-letters';

/**
 * A stage or output, all that feeds it, and the pipeline as a whole: where the dead letters go is in every sink, and
 * when there are too many of them in every source. Every stage feeds the dead letters.
 */
function behind(owner: Owner, bundle: Bundle): readonly Owner[] {
  const { stages, outputs } = bundle.description;
  if (owner.part === 'output' && owner.name === DEAD_LETTERS)
    return [PIPELINE, owner, ...stages.map(({ name }) => stageOf(name))];
  const parts = owner.part === 'output' ? outputs : stages.filter(({ kind }) => kind !== 'source');
  const part = parts.find(({ name }) => name === owner.name);
  return [PIPELINE, owner, ...(part && 'of' in part ? behind(stageOf(part.of), bundle) : [])];
}

const originOf = ({ part, name }: Owner, { description: { stages, outputs } }: Bundle): Change['origin'] =>
  (part === 'output' ? outputs : stages).find((each) => each.name === name)?.origin ?? null;

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
