/** The phase **plan**: Flink plans the bundle, and every operator of its plan gets a name that survives edits. */
import { collector, type Phase } from '../diagnostics/diagnostic.js';
import type { Bundle } from '../ir/bundle.js';
import type { Plan } from '../ir/plan.js';
import type { Span } from '../ir/span.js';
import { reportPlannerErrors } from './planner-errors.js';
import type { Planner } from './planner.js';
import { withStableUids } from './uids.js';

export type { Planner, PlannerAnswer, PlannerError } from './planner.js';

interface Planned {
  readonly bundle: Bundle;
  /** The TypeScript behind each of the bundle's statements. */
  readonly spans: readonly Span[];
}

export async function plan({ bundle, spans }: Planned, lowered: Plan, planner: Planner): Promise<Phase<unknown>> {
  const answer = await planner(bundle);
  if ('plan' in answer) return { value: withStableUids(answer.plan, lowered), diagnostics: [] };
  const { found, report } = collector();
  reportPlannerErrors(answer.errors, { bundle, spans, pipeline: lowered.span }, report);
  return { value: null, diagnostics: found };
}
