/** Flink's compiled plan as an indented tree, one operator a line, each shared operator written once. */

interface Node {
  readonly id: number;
  readonly type: string;
  readonly description: string;
  readonly configuration?: Readonly<Record<string, string>>;
}

interface CompiledPlan {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly source: number; readonly target: number }[];
}

const LONGEST = 140;

export function planLines(plan: unknown): string[] {
  // The planner's own form, not ours: read leniently.
  const { nodes = [], edges = [] } = plan as Partial<CompiledPlan>;
  const written = new Set<number>();
  const inputs = (node: Node): Node[] =>
    edges.filter(({ target }) => target === node.id).flatMap(({ source }) => nodes.filter(({ id }) => id === source));
  const lines = (node: Node, depth: number): string[] => {
    const indent = '  '.repeat(depth);
    if (written.has(node.id)) return [`${indent}${nameOf(node)}, as above`];
    written.add(node.id);
    const text = `${indent}${nameOf(node)}  ${node.description}`;
    return [
      text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text,
      ...inputs(node).flatMap((input) => lines(input, depth + 1)),
    ];
  };
  const sinks = nodes.filter(({ id }) => !edges.some(({ source }) => source === id));
  return sinks.flatMap((sink) => lines(sink, 0));
}

/** The name that its state is kept under, without the hash and the transformation. */
function nameOf({ id, configuration }: Node): string {
  const format = configuration?.['table.exec.uid.format'] ?? '';
  return /^(.+?)(?:\.[0-9a-f]{8})?_<transformation>$/.exec(format)?.[1] ?? `[${id}]`;
}
