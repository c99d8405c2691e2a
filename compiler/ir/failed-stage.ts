/** The author's stage or output behind a failed task, whose name Flink puts together from those of our tables. */
import type { Bundle, Origin } from './bundle.js';

export interface FailedStage {
  readonly stage: string;
  readonly origin: Origin;
}

/** Null when the task's name holds none of the bundle's tables and views. */
export function failedStage({ statements }: Bundle, operator: string | undefined): FailedStage | null {
  if (operator === undefined) return null;
  // A task can be a chain of many; the last is the one that writes, and sources stand alone in front.
  const named = statements
    .map((statement) => ({ statement, at: operator.lastIndexOf(statement.name) }))
    .filter(({ at }) => at >= 0)
    .map(({ statement, at }) => ({ statement, end: at + statement.name.length }))
    // One name can end with another.
    .sort((a, b) => b.end - a.end || b.statement.name.length - a.statement.name.length);
  const isSource = /^(Source: )?source\./.test(operator) && !operator.includes('->');
  const [found] = isSource ? named.slice(-1) : named;
  if (found === undefined) return null;
  const { statement } = found;
  const options = statement.kind === 'table' ? statement.options : {};
  return { stage: options['output'] ?? options['source'] ?? statement.name, origin: statement.origin };
}
