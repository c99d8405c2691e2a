/** What every stage and output is called: what the author said, else what the code calls it, else by its place in a chain. */
import type { Graph, GraphOutput, GraphStage } from '../ir/graph.js';

export interface Names {
  /** By position in `graph.stages`. */
  readonly stages: readonly string[];
  /** By position in `graph.outputs`. */
  readonly outputs: readonly string[];
}

export function namesOf({ stages, outputs }: Graph): Names {
  const outputNames = outputs.map(outputName);
  const names = new Map<number, string>();
  /** How often each `<name>.<step>` was asked for, so that the second becomes `<name>.<step>2`. */
  const steps = new Map<string, number>();

  /** The name of the chain that an unnamed stage is a step of; its own when it is named. */
  const chainOf = (stage: GraphStage): { readonly name: string; readonly isLast: boolean } => {
    const own = ownName(stage);
    if (own !== null) return { name: own, isLast: true };
    const consumer = stages.find((other) => other.kind !== 'source' && other.of === stage.id);
    if (consumer) return { name: chainOf(consumer).name, isLast: false };
    const output = outputs.findIndex(({ of }) => of === stage.id);
    if (output >= 0) return { name: outputNames[output] ?? '', isLast: true };
    const input = stage.kind === 'source' ? undefined : stages.find(({ id }) => id === stage.of);
    return { name: (input && names.get(input.id)) ?? stage.kind, isLast: false };
  };

  /** Chains called as the source that they read, whose last stage is a step like the others. */
  const likeSource = new Set<string>();
  const isCalledAsSource = (stage: GraphStage, name: string): boolean => {
    if (stage.kind === 'source' || stage.named !== null) return false;
    // Of two such chains the second keeps the name, so that the author is asked: a number would depend on their order.
    if (sourceOf(stage, stages) !== name || likeSource.has(name)) return false;
    likeSource.add(name);
    return true;
  };

  for (const stage of stages) {
    const { name, isLast } = chainOf(stage);
    const isWhole = isLast && !isCalledAsSource(stage, name);
    names.set(stage.id, isWhole ? name : numbered(`${name}.${stage.kind}`, steps));
  }
  return { stages: stages.map(({ id }) => names.get(id) ?? ''), outputs: outputNames };
}

function numbered(name: string, steps: Map<string, number>): string {
  const count = (steps.get(name) ?? 0) + 1;
  steps.set(name, count);
  return count === 1 ? name : `${name}${count}`;
}

const ownName = (stage: GraphStage): string | null =>
  stage.named ?? (stage.kind === 'source' ? stage.stream : stage.inferred);

/** The name of the source that a stage reads, through whatever lies between. */
function sourceOf(stage: GraphStage, stages: readonly GraphStage[]): string | null {
  if (stage.kind === 'source') return ownName(stage);
  const input = stages.find(({ id }) => id === stage.of);
  return input === undefined ? null : sourceOf(input, stages);
}

/** Sources and outputs are addressed by their resource. */
function outputName({ named, sink }: GraphOutput): string {
  if (named !== null) return named;
  switch (sink.kind) {
    case 'firehose':
      return sink.deliveryStream;
    case 'dynamodb':
      return sink.table;
    case 'opensearch':
      return sink.index;
    case 'kinesisStream':
      return sink.stream;
  }
}
