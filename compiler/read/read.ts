/** Program and `Graph` → `Pipeline`: every stage with its name, its place, its columns and its lambdas as expressions. */
import { collector, hasErrors, type Phase } from '../diagnostics/diagnostic.js';
import type { Graph } from '../ir/graph.js';
import type { Output, Pipeline, Stage } from '../ir/pipeline.js';
import type { Program } from '../load/program.js';
import { placesOf } from './places.js';
import { readSink } from './read-sink.js';
import { readStage } from './read-stage.js';
import type { Reading } from './reading.js';
import { namesOf } from './stage-names.js';

export function read(program: Program, graph: Graph): Phase<Pipeline> {
  const { found, report } = collector();
  const places = placesOf(program);
  const names = namesOf(graph);
  const span = places.span(graph.site, { file: program.entry, start: 0, end: 1 });
  const nameOf = (id: number): string => names.stages[graph.stages.findIndex((stage) => stage.id === id)] ?? '';
  const reading: Reading = { program, report, places, nameOf, fallback: span };

  const stages = new Map<number, Stage>();
  for (const stage of graph.stages) {
    // A stage whose input could not be read has no columns to read it with; the input's report is enough.
    const input = stage.kind === 'source' ? undefined : stages.get(stage.of);
    const done = stage.kind === 'source' || input ? readStage(reading, stage, input?.schema ?? []) : null;
    if (done) stages.set(stage.id, done);
  }
  const outputs = graph.outputs.flatMap((output, i): Output[] => {
    const name = names.outputs[i] ?? '';
    const input = stages.get(output.of);
    const sinkSpan = places.span(output.sinkSite, places.span(output.site, span));
    const sink = input && readSink(reading, output.sink, input.schema, sinkSpan);
    return sink ? [{ name, of: input.name, sink, span: places.span(output.site, span), sinkSpan }] : [];
  });
  if (hasErrors(found)) return { value: null, diagnostics: found };
  const { name, settings } = graph;
  const value = { name, settings, stages: [...stages.values()], unused: unused(graph).map(nameOf), outputs, span };
  return { value, diagnostics: found };
}

/** Ids of the stages that no output needs. */
function unused({ stages, outputs }: Graph): number[] {
  const used = new Set(outputs.map(({ of }) => of));
  for (const stage of [...stages].reverse()) if (stage.kind !== 'source' && used.has(stage.id)) used.add(stage.of);
  return stages.filter(({ id }) => !used.has(id)).map(({ id }) => id);
}
