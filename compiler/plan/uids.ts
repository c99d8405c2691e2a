/**
 * Names for the operators of a compiled plan, from the author's stages instead of Flink's counters, so that an edit
 * elsewhere in the pipeline finds every operator's state again:
 * `<stage>-<role>.<what decides its state>_<transformation>`. Beside its name a node says what it keeps.
 */
import { NOTE, type OperatorNote } from '../ir/held-state.js';
import type { Plan } from '../ir/plan.js';
import { isRecord, kindOf, neighboursIn, type CompiledPlan, type PlanNode } from './compiled-plan.js';
import { heldBy } from './held-state.js';
import { signatureOf } from './signature.js';
import { stagesOf } from './stage-of-node.js';
import { stateNames } from './state-names.js';

const FORMAT = 'table.exec.uid.format';

/** Short words for what people meet in errors and dashboards; any other node keeps Flink's word. */
const ROLES: Readonly<Record<string, string>> = {
  'table-source-scan': 'source',
  'async-calc': 'enrich',
  'local-window-aggregate': 'window-local',
  'global-window-aggregate': 'window',
  'window-aggregate': 'window',
  'group-aggregate': 'aggregate',
};

/** Roles of operators of which a stage has one, or it would be computed twice. */
const SINGLE = new Set(['source', 'enrich', 'window', 'aggregate', 'sink']);

export function withStableUids(planned: unknown, lowered: Plan): CompiledPlan {
  const plan = asPlan(planned);
  const { inputs } = neighboursIn(plan);
  const stages = stagesOf(plan, lowered);
  const keptUnder = stateNames(lowered);
  const named = plan.nodes.map((node): Named => {
    const stage = stages(node);
    const role = ROLES[kindOf(node)] ?? kindOf(node);
    const keeps = heldBy(node, inputs(node), stage, lowered);
    const name = keeps === null ? stage : (keptUnder.get(stage) ?? stage);
    return {
      node,
      name: `${name}-${role}.${signatureOf(node, keeps, stage, lowered)}`,
      // The local half of a window hands over what it has before every checkpoint.
      note: { stage, role, keeps: role === 'window-local' ? null : keeps },
    };
  });
  const names = unique(named);
  return {
    ...plan,
    nodes: named.map(({ node, note }) => ({
      ...node,
      configuration: { ...node.configuration, [FORMAT]: `${names.get(node)}_<transformation>` },
      [NOTE]: note,
    })),
  };
}

interface Named {
  readonly node: PlanNode;
  readonly name: string;
  readonly note: OperatorNote;
}

/** Nodes without state may share a name; they are told apart by what they compute, not by where they stand. */
function unique(named: readonly Named[]): ReadonlyMap<PlanNode, string> {
  const groups = new Map<string, Named[]>();
  for (const each of named) groups.set(each.name, [...(groups.get(each.name) ?? []), each]);
  const names = new Map<PlanNode, string>();
  for (const [name, group] of groups) {
    if (group.length > 1 && SINGLE.has(group[0]?.note.role ?? ''))
      throw new Error(`'${name}' is planned ${group.length} times`);
    [...group]
      .sort((a, b) => (a.node.description < b.node.description ? -1 : 1))
      .forEach(({ node }, i) => names.set(node, i === 0 ? name : `${name}.${i + 1}`));
  }
  return names;
}

function asPlan(value: unknown): CompiledPlan {
  if (isRecord(value) && Array.isArray(value['nodes']) && Array.isArray(value['edges'])) return value as CompiledPlan;
  throw new Error('not a compiled plan');
}
