/** A pipeline's live value → `Graph`: what its module made, with functions named by where they stand. */
import { DslError } from '../../dsl/dsl-error.js';
import {
  nodeOf,
  type AggregatedNode,
  type LiveFunction,
  type OutputNode,
  type PipelineNode,
  type SinkNode,
  type SourceNode,
  type StageNode,
  type WindowNode,
} from '../../dsl/node.js';
import { stagesMade } from '../../dsl/registry.js';
import type {
  Graph,
  GraphAggregate,
  GraphOutput,
  GraphSink,
  GraphStage,
  GraphWindow,
  LambdaReference,
  Site,
} from '../ir/graph.js';
import { lambdaReference } from './captured-value.js';

/** Every stage the outputs need, and those of the same sources or the same file that reach no output. */
export function graphOf(pipeline: unknown): Graph {
  const node = nodeOf(pipeline);
  if (node?.kind !== 'pipeline')
    throw new DslError('this is not a pipeline', "write  pipeline('name', [events.to(sink)])");
  const stages = stagesOf(node);
  const ids = new Map(stages.map((stage, id) => [stage, id]));
  const id = (stage: StageNode): number => ids.get(stage) ?? -1;
  return {
    name: node.name,
    site: siteOf(node.site),
    settings: node.settings,
    stages: stages.map((stage) => graphStage(stage, id)),
    outputs: node.outputs.map((output) => graphOutput(output, id)),
  };
}

/** In a test process other pipelines may have been made too; their stages are not this one's. */
function stagesOf(pipeline: PipelineNode): StageNode[] {
  const reached = new Set<StageNode>();
  for (const output of pipeline.outputs) upstream(output.of).forEach((stage) => reached.add(stage));
  const file = siteOf(pipeline.site)?.file;
  const sources = new Set([...reached].filter(({ kind }) => kind === 'source'));
  const belongs = (stage: StageNode): boolean =>
    reached.has(stage) ||
    (file !== undefined && siteOf(stage.site)?.file === file) ||
    upstream(stage).some((each) => sources.has(each));
  const known = stagesMade().filter(belongs);
  const missing = [...reached].filter((stage) => !known.includes(stage));
  return [...known, ...missing].sort((a, b) => a.sequence - b.sequence);
}

function upstream(stage: StageNode): StageNode[] {
  const all = [stage];
  for (let each = stage; each.kind !== 'source'; all.push(each)) each = inputOf(each);
  return all;
}

const inputOf = (stage: Exclude<StageNode, SourceNode>): StageNode =>
  stage.kind === 'aggregate' ? stage.grouped.of : stage.of;

export function siteOf(site: string | null): Site | null {
  if (site === null) return null;
  const hash = site.lastIndexOf('#');
  return { file: site.slice(0, hash), start: Number(site.slice(hash + 1)) };
}

const lambda = (fn: LiveFunction): LambdaReference => lambdaReference(fn);

function graphStage(stage: StageNode, id: (stage: StageNode) => number): GraphStage {
  const common = { id: id(stage), named: stage.named, inferred: stage.inferred, site: siteOf(stage.site) };
  switch (stage.kind) {
    case 'source':
      return { ...common, ...source(stage) };
    case 'filter':
      return { ...common, kind: 'filter', of: id(stage.of), where: lambda(stage.where) };
    case 'map':
      return { ...common, kind: 'map', of: id(stage.of), to: lambda(stage.to) };
    case 'enrich': {
      const { kind, of, lookup, on, columns, onMissing, cache } = stage;
      const { table, key, site } = lookup;
      const found = { lookup: { table, key, site: siteOf(site) }, on: lambda(on), columns, onMissing, cache };
      return { ...common, kind, of: id(of), ...found };
    }
    case 'aggregate':
      return { ...common, ...aggregate(stage, id) };
  }
}

function source({ stream, time, outOfOrder, idleAfter, maxAhead, timestamps, rules, start }: SourceNode) {
  return {
    kind: 'source' as const,
    connector: 'kinesis' as const,
    stream,
    time: lambda(time),
    outOfOrder,
    idleAfter,
    maxAhead,
    timestamps,
    rules: rules.map(({ name, where }) => ({ name, where: lambda(where) })),
    start,
  };
}

function aggregate({ grouped, retain, aggregates }: AggregatedNode, id: (stage: StageNode) => number) {
  return {
    kind: 'aggregate' as const,
    of: id(grouped.of),
    key: grouped.key && lambda(grouped.key),
    keySite: grouped.key ? siteOf((grouped.keyNode ?? grouped).site) : null,
    window: grouped.window && window(grouped.window, siteOf(grouped.site)),
    retain,
    aggregates: aggregates.map(({ name, node }): GraphAggregate => ({
      name,
      kind: node.function,
      of: node.of && lambda(node.of),
      site: siteOf(node.site),
    })),
  };
}

/** The place of a window is `.window(…)`, where it meets its stream; the window itself may come from elsewhere. */
const window = (node: WindowNode, site: Site | null): GraphWindow => ({
  kind: node.shape,
  size: node.size,
  ...(node.step === undefined ? {} : { step: node.step }),
  ...(node.offset === undefined ? {} : { offset: node.offset }),
  site: site ?? siteOf(node.site),
});

const graphOutput = (output: OutputNode, id: (stage: StageNode) => number): GraphOutput => ({
  named: output.named,
  of: id(output.of),
  sink: sink(output.sink),
  site: siteOf(output.site),
  sinkSite: siteOf(output.sink.site),
});

function sink({ sink }: SinkNode): GraphSink {
  switch (sink.kind) {
    case 'firehose':
    case 'dynamodb':
      return sink;
    case 'opensearch':
      return { ...sink, id: sink.id && lambda(sink.id) };
    case 'kinesisStream':
      return { ...sink, partitionKey: lambda(sink.partitionKey) };
  }
}
