/** Flink's compiled plan as JSON: the little of it that pipectl reads, and the walk along its edges. */

export interface PlanNode {
  readonly id: number;
  /** Such as `stream-exec-calc_1`. */
  readonly type: string;
  readonly description: string;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly [property: string]: unknown;
}

interface PlanEdge {
  readonly source: number;
  readonly target: number;
}

export interface CompiledPlan {
  readonly nodes: readonly PlanNode[];
  readonly edges: readonly PlanEdge[];
  readonly [property: string]: unknown;
}

/** What a node reads and what reads it. */
export interface Neighbours {
  readonly inputs: (node: PlanNode) => readonly PlanNode[];
  readonly readers: (node: PlanNode) => readonly PlanNode[];
}

export function neighboursIn({ nodes, edges }: CompiledPlan): Neighbours {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const collect = (from: (edge: PlanEdge) => number, to: (edge: PlanEdge) => number): Map<number, PlanNode[]> => {
    const found = new Map<number, PlanNode[]>();
    for (const edge of edges) {
      const node = byId.get(to(edge));
      if (!node) throw new Error(`the compiled plan has no node ${to(edge)}`);
      found.set(from(edge), [...(found.get(from(edge)) ?? []), node]);
    }
    return found;
  };
  const inputs = collect(
    ({ target }) => target,
    ({ source }) => source,
  );
  const readers = collect(
    ({ source }) => source,
    ({ target }) => target,
  );
  return { inputs: ({ id }) => inputs.get(id) ?? [], readers: ({ id }) => readers.get(id) ?? [] };
}

/** `stream-exec-local-window-aggregate_1` → `local-window-aggregate`. The version is Flink's and may change. */
export const kindOf = ({ type }: PlanNode): string => type.replace(/^stream-exec-/, '').replace(/_\d+$/, '');

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a path of properties; undefined where there is none. */
export const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, property) => (isRecord(found) ? found[property] : undefined), value);
