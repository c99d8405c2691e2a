/** The author's stage or output behind a failed task, whose name Flink puts together from those of our tables. */
import type { Bundle, Origin, Statement } from './bundle.js';
import { placeholderIn } from './placeholders.js';

export interface FailedStage {
  readonly stage: string;
  readonly origin: Origin;
}

/** A resource in a connector's sentence: `the stream 'playback'`. */
const RESOURCE = /\b(delivery stream|stream|table|index|queue|bucket) '([^']+)'/i;
const OPTIONS: Readonly<Record<string, string>> = {
  'delivery stream': 'delivery-stream',
  stream: 'stream',
  table: 'table',
  index: 'index',
  queue: 'target',
  bucket: 'target',
};

/** Null when the task's name holds none of the bundle's tables and views. The message may name one that it speaks of. */
export function failedStage(
  { statements, placeholders }: Bundle,
  operator: string | undefined,
  message: string | undefined = undefined,
): FailedStage | null {
  const speaking = statements.filter(
    (statement) => message !== undefined && speaksOf(message, statement, placeholders),
  );
  // A task can be a chain of many; the last is the one that writes, and sources stand alone in front.
  const named = statements
    .map((statement) => ({ statement, at: operator === undefined ? -1 : operator.lastIndexOf(statement.name) }))
    .filter(({ at }) => at >= 0)
    .map(({ statement, at }) => ({ statement, end: at + statement.name.length }))
    // One name can end with another.
    .sort((a, b) => b.end - a.end || b.statement.name.length - a.statement.name.length)
    .map(({ statement }) => statement);
  const isSource = operator !== undefined && /^(Source: )?source\./.test(operator) && !operator.includes('->');
  const [found] = isSource ? named.slice(-1) : named;
  // When a source's coordinator fails, the task that Flink names is any that went down with it.
  const statement = named.find((each) => speaking.includes(each)) ?? speaking[0] ?? found;
  if (statement === undefined) return null;
  const options = statement.kind === 'table' ? statement.options : {};
  return { stage: options['output'] ?? options['source'] ?? statement.name, origin: statement.origin };
}

function speaksOf(message: string, statement: Statement, placeholders: Bundle['placeholders']): boolean {
  const [, kind = '', name = ''] = RESOURCE.exec(message) ?? [];
  const option = OPTIONS[kind.toLowerCase()];
  const written = statement.kind === 'table' && option !== undefined ? statement.options[option] : undefined;
  if (written === undefined) return false;
  const logical = placeholderIn(written);
  const known = placeholders.find((each) => each.name === logical);
  return name === (known?.default ?? logical ?? written);
}
