/** What Flink's planner refuses, said of the TypeScript that made the SQL, with the SQL it speaks of. */
import type { Report } from '../diagnostics/diagnostic.js';
import type { Bundle, Statement } from '../ir/bundle.js';
import type { Span } from '../ir/span.js';
import type { PlannerError } from './planner.js';

interface Statements {
  readonly bundle: Bundle;
  readonly spans: readonly Span[];
  /** Where to point when Flink blames no statement. */
  readonly pipeline: Span;
}

export function reportPlannerErrors(errors: readonly PlannerError[], statements: Statements, report: Report): void {
  for (const error of errors) {
    const at = error.statement;
    const statement = at === null ? undefined : statements.bundle.statements[at];
    const span = (at === null ? undefined : statements.spans[at]) ?? statements.pipeline;
    report('plannerRefused', span, {
      name: statement?.name ?? statements.bundle.pipeline,
      message: error.message,
      sql: statement ? excerpt(statement, error) : '',
    });
  }
}

/** The line Flink means with a caret under the place, or the first lines when it names none. */
function excerpt(statement: Statement, { line, column }: PlannerError): string {
  if (statement.kind === 'table') return '';
  const lines = statement.sql.split('\n');
  const named = line === undefined ? undefined : lines[line - 1];
  if (named === undefined || column === undefined) return lines.slice(0, 6).join('\n');
  return `${named}\n${' '.repeat(column - 1)}^`;
}
