/**
 * The compiler: path → program → graph → pipeline → checked → plan → bundle → Flink's compiled plan.
 * Each phase is a pure function from one form to the next. A phase that reports an error is the last one.
 */
import { readFileSync } from 'node:fs';
import { check } from './check/check.js';
import { hasErrors, type Diagnostic, type Phase } from './diagnostics/diagnostic.js';
import { emit, type Emitted } from './emit/emit.js';
import { evaluate } from './evaluate/evaluate.js';
import type { Graph } from './ir/graph.js';
import type { Pipeline } from './ir/pipeline.js';
import { load } from './load/load.js';
import { lower } from './lower/lower.js';
import { plan, type Planner } from './plan/plan.js';
import { read } from './read/read.js';

export interface CompileOptions {
  /** Absolute path of the pipeline's file. */
  readonly entry: string;
  /** The stages, when the caller has made them already: the author's module is not run again then. */
  readonly graph?: Graph;
  /** Flink's planner, or null to stop before it. */
  readonly planner: Planner | null;
}

export interface Compiled extends Emitted {
  readonly pipeline: Pipeline;
  /** Flink's compiled plan with stable uids; null without a planner. */
  readonly plan: unknown;
}

export async function compile({ entry, graph: given, planner }: CompileOptions): Promise<Phase<Compiled>> {
  const diagnostics: Diagnostic[] = [];
  /** The phase's value when nothing is wrong so far; everything it had to say is kept either way. */
  const passed = <T>(phase: Phase<T>): T | null => {
    diagnostics.push(...phase.diagnostics);
    return hasErrors(phase.diagnostics) ? null : phase.value;
  };
  const stopped = { value: null, diagnostics };

  // 1. Files and types: TypeScript's own errors come first, unchanged.
  const program = passed(load(entry));
  if (!program) return stopped;
  // 2. The author's module runs once, and leaves stages that hold functions.
  const graph = given ?? passed(await evaluate(program));
  if (!graph) return stopped;
  // 3. Every function's syntax and captures become a typed expression.
  const pipeline = passed(read(program, graph));
  if (!pipeline) return stopped;
  // 4. What TypeScript can't know: keys, changelog kinds, windows, state.
  const checked = passed(check(pipeline));
  if (!checked) return stopped;
  // 5. Stages become relations with streaming semantics.
  const lowered = passed(lower(checked));
  if (!lowered) return stopped;
  // 6. Relations become Flink SQL.
  const emitted = passed(emit(lowered, { base: program.base, read: textOf }));
  if (!emitted) return stopped;
  // 7. Flink plans it, code generation included, and its operators get names that survive edits.
  const compiled = planner ? passed(await plan(emitted, lowered, planner)) : null;
  if (planner && !compiled) return stopped;
  return { value: { ...emitted, pipeline, plan: compiled }, diagnostics };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
