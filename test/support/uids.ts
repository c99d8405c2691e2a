/** The uids of a compiled plan, and the parts of it that tests count. */
import { kindOf, type CompiledPlan, type PlanNode } from '../../compiler/plan/compiled-plan.js';

export const nodesOf = (plan: unknown): readonly PlanNode[] => (plan as CompiledPlan).nodes;

export const uidOf = (node: PlanNode): string => node.configuration?.['table.exec.uid.format'] ?? '';

export const uidsOf = (plan: unknown): string[] => nodesOf(plan).map(uidOf).sort();

const STATEFUL = ['table-source-scan', 'global-window-aggregate', 'window-aggregate', 'group-aggregate', 'sink'];

/** Those whose change would lose state. */
export const statefulUids = (plan: unknown): string[] =>
  nodesOf(plan)
    .filter((node) => STATEFUL.includes(kindOf(node)))
    .map(uidOf)
    .sort();

export const countKind = (plan: unknown, kind: string): number =>
  nodesOf(plan).filter((node) => kindOf(node) === kind).length;
