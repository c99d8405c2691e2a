/** The phase **lower**: stages become relations with streaming semantics. It assumes what `check` has checked. */
import type { Phase } from '../diagnostics/diagnostic.js';
import type { Pipeline, Stage } from '../ir/pipeline.js';
import type { Letter, Plan, Relation } from '../ir/plan.js';
import { lowerContinuous } from './continuous.js';
import { lowerEnrich } from './enrich.js';
import { countedNames, ledgerOf, replacesRows } from './ledger.js';
import type { Around, Lowered, RelationOf } from './lowered.js';
import { lowerSource } from './source.js';
import { lowerWindow } from './window.js';

export function lower(pipeline: Pipeline): Phase<Plan> {
  const { settings } = pipeline;
  // A stage that reaches no output is not in the plan; the author has been warned.
  const stages = pipeline.stages.filter(({ name }) => !pipeline.unused.includes(name));
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const counted = countedNames(stages, pipeline.outputs);
  const { relations, letters } = lowerStages(stages, counted, settings.rejectRate);
  const relationOf = lookUp(relations);
  const value: Plan = {
    pipeline: pipeline.name,
    span: pipeline.span,
    parallelism: settings.parallelism ?? 1,
    checkpointEvery: settings.checkpointEvery ?? 60_000,
    runtime: 'FLINK-2_2',
    deadLetters: settings.deadLetters ?? `${pipeline.name}-dead-letters`,
    rejectRate: settings.rejectRate,
    stages,
    relations,
    letters,
    writes: pipeline.outputs.map(({ name, of, sink, span, sinkSpan }) => {
      const stage = byName.get(of);
      if (!stage) throw new Error(`output '${name}' reads '${of}', which is not there`);
      return {
        output: name,
        of,
        sink,
        columns: relationOf(of).columns,
        changes: replacesRows(stage, byName),
        span,
        sinkSpan,
      };
    }),
    ledger: ledgerOf(stages, pipeline.outputs, counted),
  };
  return { value, diagnostics: [] };
}

function lowerStages(
  stages: readonly Stage[],
  counted: ReadonlyMap<string, string>,
  rejectRate: number | null,
): Lowered {
  const relations: Relation[] = [];
  const letters: Letter[] = [];
  for (const stage of stages) {
    const lowered = lowerStage(stage, {
      relationOf: lookUp(relations),
      counted: counted.get(stage.name) ?? stage.name,
      rejectRate,
    });
    relations.push(...lowered.relations);
    letters.push(...lowered.letters);
  }
  return { relations, letters };
}

function lowerStage(stage: Stage, around: Around): Lowered {
  const { counted, relationOf, rejectRate } = around;
  switch (stage.kind) {
    case 'source':
      return lowerSource(stage, rejectRate);
    case 'filter': {
      const { name, schema: columns, span, of, where } = stage;
      const common = { name, stage: name, counted, columns, carried: relationOf(of).carried, span, of };
      return { relations: [{ kind: 'filter', ...common, where }], letters: [] };
    }
    case 'map': {
      const { name, schema: columns, span, of, to } = stage;
      const common = { name, stage: name, counted, columns, carried: relationOf(of).carried, span, of };
      return { relations: [{ kind: 'project', ...common, to }], letters: [] };
    }
    case 'enrich':
      return lowerEnrich(stage, around);
    case 'window':
      return lowerWindow(stage, around);
    case 'continuous':
      return lowerContinuous(stage, around);
  }
}

const lookUp =
  (relations: readonly Relation[]): RelationOf =>
  (stage) => {
    const relation = relations.find(({ name }) => name === stage);
    if (!relation) throw new Error(`stage '${stage}' is not lowered yet`);
    return relation;
  };
