/** Which stages count their records, and whose passed-on records are whose `in`. */
import type { LedgerStage } from '../ir/bundle.js';
import type { Output, Stage } from '../ir/pipeline.js';

/** The stage under which the writer of dead letters counts. */
export const DEAD_LETTERS = 'dead-letters';

/**
 * Counters are told apart by stage and term, and an output counts its `in` as a filter or a window does. So a stage that
 * has an output's name, as the last of an inline chain does, is counted under another.
 */
export function countedNames(stages: readonly Stage[], outputs: readonly Output[]): ReadonlyMap<string, string> {
  const taken = new Set([...stages, ...outputs].map(({ name }) => name));
  const outputNames = new Set(outputs.map(({ name }) => name));
  const free = (name: string, n = 1): string => {
    const candidate = n === 1 ? name : `${name}${n}`;
    return taken.has(candidate) ? free(name, n + 1) : candidate;
  };
  return new Map(
    stages.map(({ name, kind }) => {
      const counted = outputNames.has(name) && kind !== 'source' ? free(`${name}.${kind}`) : name;
      taken.add(counted);
      return [name, counted];
    }),
  );
}

export function ledgerOf(
  stages: readonly Stage[],
  outputs: readonly Output[],
  countedNames: ReadonlyMap<string, string>,
): LedgerStage[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const nameOf = (name: string): string => countedNames.get(name) ?? name;
  const feeding = (name: string): readonly string[] => {
    const stage = byName.get(name);
    if (stage && passesAll(stage)) return feeding(stage.of);
    return stage && !replacesRows(stage, byName) ? [nameOf(name)] : [];
  };
  return [
    ...stages.flatMap((stage): LedgerStage[] =>
      passesAll(stage)
        ? []
        : [{ stage: nameOf(stage.name), kind: kindOf(stage), from: stage.kind === 'source' ? [] : feeding(stage.of) }],
    ),
    ...outputs.map(({ name, of }): LedgerStage => ({ stage: name, kind: 'output', from: feeding(of) })),
    { stage: DEAD_LETTERS, kind: 'output', from: [] },
  ];
}

type PassesAll = Extract<Stage, { kind: 'map' | 'enrich' }>;

/** A stage that neither adds nor drops rows, so that its input's count is its own. */
const passesAll = (stage: Stage): stage is PassesAll =>
  stage.kind === 'map' || (stage.kind === 'enrich' && stage.onMissing === 'null');

/** Rows that find no item are filtered. */
const kindOf = ({ kind }: Exclude<Stage, { kind: 'map' }>): LedgerStage['kind'] =>
  kind === 'enrich' ? 'filter' : kind;

/** Behind a continuous aggregate one event may be several changes, or none. */
export function replacesRows(stage: Stage, byName: ReadonlyMap<string, Stage>): boolean {
  if (stage.kind === 'continuous') return true;
  if (stage.kind === 'source' || stage.kind === 'window') return false;
  const input = byName.get(stage.of);
  return input !== undefined && replacesRows(input, byName);
}
