/**
 * Which of the author's stages a node of the compiled plan belongs to. Flink's planner knows nothing of stages, but the
 * counting functions in its projections and filters carry their names, and scans and sinks those of their tables.
 */
import type { Plan } from '../ir/plan.js';
import { kindOf, neighboursIn, type CompiledPlan, type PlanNode } from './compiled-plan.js';
import { markersOf, tableOf } from './markers.js';

/** The function that stands right before each kind of aggregate, whatever else the planner moved around. */
const ENTRANCE: Readonly<Record<string, string>> = {
  'local-window-aggregate': 'PIPECTL_ON_TIME',
  'global-window-aggregate': 'PIPECTL_ON_TIME',
  'window-aggregate': 'PIPECTL_ON_TIME',
  'group-aggregate': 'PIPECTL_PASSED',
};

export function stagesOf(compiled: CompiledPlan, lowered: Plan): (node: PlanNode) => string {
  const { inputs, readers } = neighboursIn(compiled);
  /** Back from what a stage's counters are called. */
  const stageCounted = new Map(
    lowered.relations.flatMap(({ kind, counted, stage }) => [
      [counted, stage] as const,
      ...(kind === 'enrich' ? [[stage.toUpperCase(), stage] as const] : []),
    ]),
  );
  const named = (node: PlanNode, only?: string): string[] =>
    markersOf(node)
      .filter((marker) => only === undefined || (marker.function === only && marker.term !== 'out'))
      .map(({ counted }) => stageCounted.get(counted) ?? counted);
  const order = new Map(lowered.relations.map(({ stage }, i) => [stage, i]));
  const tables = new Map([
    ...lowered.relations.flatMap(({ kind, name, stage }) => (kind === 'scan' ? [[name, stage] as const] : [])),
    ...lowered.writes.map(({ output }) => [`sink.${output}`, output] as const),
  ]);

  /** The stage furthest down that the node itself names. */
  const own = (node: PlanNode): string | null => {
    const table = tableOf(node);
    if (table !== null) return tables.get(table) ?? table.replace(/^sink\./, '');
    return (
      named(node)
        .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
        .at(-1) ?? null
    );
  };

  const entrance = (node: PlanNode, name: string): string => {
    for (const input of inputs(node)) {
      return named(input, name).at(-1) ?? entrance(input, name);
    }
    throw new Error(`no ${name} before node ${node.id} of the compiled plan`);
  };

  /** A node that names nothing belongs to what it alone feeds, else to what feeds it. */
  const nearby = (node: PlanNode): string => {
    const [reader, ...others] = readers(node);
    const [input] = inputs(node);
    if (reader && others.length === 0) return stageOf(reader);
    if (input) return stageOf(input);
    throw new Error(`node ${node.id} of the compiled plan belongs to no stage`);
  };

  const stageOf = (node: PlanNode): string => {
    const before = ENTRANCE[kindOf(node)];
    if (before !== undefined) return entrance(node, before);
    return own(node) ?? nearby(node);
  };
  return stageOf;
}
