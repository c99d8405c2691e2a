/** The phase **emit**: a plan becomes the bundle, the SQL for people, and the job's defaults. */
import { collector, hasErrors, type Phase } from '../diagnostics/diagnostic.js';
import type { Bundle, Statement } from '../ir/bundle.js';
import type { Plan } from '../ir/plan.js';
import type { Span } from '../ir/span.js';
import { describe } from './describe/describe.js';
import { functionsUsed } from './functions-used.js';
import { jobOf, type Job } from './job/job.js';
import { checkSecrets } from './check-secrets.js';
import { checkLimits } from './limits.js';
import { originOf, type Places } from './origin.js';
import { SETTINGS } from './settings.js';
import { pipelineSql } from './sql/pipeline-sql.js';
import { printInsert, printQuery } from './sql/print.js';
import { draftsOf, type Draft } from './statements.js';
import { assertBundle } from './validate-bundle.js';

export interface Emitted {
  readonly bundle: Bundle;
  /** `pipeline.sql`. */
  readonly sql: string;
  /** `job.json`. */
  readonly job: Job;
  /** The TypeScript behind each of the bundle's statements. */
  readonly spans: readonly Span[];
}

export function emit(plan: Plan, places: Places): Phase<Emitted> {
  const { found, report } = collector();
  const { statements, placeholders } = draftsOf(plan);
  const bundle: Bundle = {
    format: 1,
    flink: '2.2',
    pipeline: plan.pipeline,
    settings: SETTINGS,
    functions: functionsUsed(statements),
    placeholders,
    statements: statements.map((draft) => statementOf(draft, places)),
    ledger: plan.ledger,
    description: describe(plan, places),
  };
  const spans = statements.map(({ span }) => span);
  checkLimits(bundle, plan.span, report);
  checkSecrets(plan, bundle.statements, spans, report);
  if (hasErrors(found)) return { value: null, diagnostics: found };
  assertBundle(bundle);
  return { value: { bundle, sql: pipelineSql(bundle), job: jobOf(plan), spans }, diagnostics: found };
}

function statementOf(draft: Draft, places: Places): Statement {
  const origin = originOf(draft.span, places);
  switch (draft.kind) {
    case 'table': {
      const { name, columns, watermark, primaryKey, options } = draft.table;
      return { kind: 'table', name, columns, watermark, primaryKey, options, origin };
    }
    case 'view':
      return { kind: 'view', name: draft.name, sql: printQuery(draft.query), origin };
    case 'insert':
      return { kind: 'insert', name: draft.name, sql: printInsert(draft.insert), origin };
  }
}
