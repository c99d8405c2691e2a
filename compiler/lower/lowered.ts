/** What lowering one stage gives, and what it may ask about the stages before it. */
import type { Letter, Relation } from '../ir/plan.js';

export interface Lowered {
  readonly relations: readonly Relation[];
  readonly letters: readonly Letter[];
}

/** The relation that holds a stage's rows: it has the stage's name. */
export type RelationOf = (stage: string) => Relation;

/** Everything lowering a stage may look at beside the stage itself. */
export interface Around {
  readonly relationOf: RelationOf;
  /** What the stage's counters are called. */
  readonly counted: string;
  /** The pipeline's setting. */
  readonly rejectRate: number | null;
}

/** In the order of their names, so that moving a key or an aggregate in the source moves no state. */
export const byName = <T extends { readonly name: string }>(named: readonly T[]): T[] =>
  [...named].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
