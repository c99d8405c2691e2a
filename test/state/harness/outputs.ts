/** The outputs of a version, and which operators with state stand right above each. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { NOTE, type OperatorNote } from '../../../compiler/ir/held-state.js';
import { kindOf, neighboursIn, type CompiledPlan, type PlanNode } from '../../../compiler/plan/compiled-plan.js';
import { tableOf } from '../../../compiler/plan/markers.js';
import { uidOf } from '../../support/uids.js';

export interface WrittenOutput {
  readonly output: string;
  readonly key: readonly string[];
  /** Uids, without the transformation, of the nearest operators with state above it. */
  readonly fedBy: readonly string[];
  /** All of them, near and far. */
  readonly above: readonly string[];
}

export function outputsIn(bundle: Bundle, compiled: unknown): WrittenOutput[] {
  const plan = compiled as CompiledPlan;
  const { inputs } = neighboursIn(plan);
  const nearest = (node: PlanNode): string[] =>
    inputs(node).flatMap((input) => (noteOf(input)?.keeps ? [shortUid(uidOf(input))] : nearest(input)));
  const all = (node: PlanNode): string[] =>
    inputs(node).flatMap((input) => [...(noteOf(input)?.keeps ? [shortUid(uidOf(input))] : []), ...all(input)]);
  return plan.nodes
    .filter((node) => kindOf(node) === 'sink')
    .flatMap((node) => {
      const table = bundle.statements.find(({ kind, name }) => kind === 'table' && name === tableOf(node));
      const output = table?.kind === 'table' ? table.options['output'] : undefined;
      if (table?.kind !== 'table' || output === undefined || output === 'dead-letters') return [];
      return [{ output, key: table.primaryKey, fedBy: nearest(node), above: all(node) }];
    });
}

/** The uid of the source of a stage. */
export function sourceUid(compiled: unknown, stage: string): string {
  const source = (compiled as CompiledPlan).nodes.find((node) => {
    const note = noteOf(node);
    return note?.role === 'source' && note.stage === stage;
  });
  return source ? shortUid(uidOf(source)) : '';
}

/** `perTitle-window.97d85441_global-window-aggregate` → `perTitle-window.97d85441`. */
export const shortUid = (uid: string): string => uid.replace(/(\.[0-9a-f]{8}(\.\d+)?)_.*$/, '$1');

const noteOf = (node: PlanNode): OperatorNote | undefined => node[NOTE] as OperatorNote | undefined;
