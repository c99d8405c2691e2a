/**
 * What a stage is called in its operator's uid. A chain's last step has the chain's name and the others one of their own
 * (`popularity.aggregate`), so a step appended to a chain renames what was its last. State must not know of that: the
 * first aggregate of a chain, and its first lookup, keep theirs under the chain's name, wherever they stand in it.
 */
import type { Plan, Relation } from '../ir/plan.js';

/** The step's word in names that the reader makes. */
const WORDS: Partial<Record<Relation['kind'], string>> = {
  'window-aggregate': 'aggregate',
  'group-aggregate': 'aggregate',
  enrich: 'enrich',
};

/** By stage; a stage that is not here keeps its own name. */
export function stateNames({ relations }: Pick<Plan, 'relations'>): ReadonlyMap<string, string> {
  const steps = relations.flatMap(({ kind, stage }) => {
    const word = WORDS[kind];
    return word === undefined ? [] : [{ stage, word }];
  });
  return new Map(
    steps.map(({ stage, word }) => {
      const isStep = (other: string): boolean =>
        other.startsWith(`${stage}.${word}`) && /^\d*$/.test(other.slice(stage.length + word.length + 1));
      const before = steps.filter((other) => other.word === word && isStep(other.stage)).length;
      if (before > 0) return [stage, `${stage}.${word}${before + 1}`];
      const first = `.${word}`;
      return [stage, stage.endsWith(first) ? stage.slice(0, -first.length) : stage];
    }),
  );
}
