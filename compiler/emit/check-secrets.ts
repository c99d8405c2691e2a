/** Refuses a bundle that holds a secret: it is printed, reviewed, committed and kept in buckets. */
import type { Report } from '../diagnostics/diagnostic.js';
import type { Expression } from '../ir/expression.js';
import type { Plan } from '../ir/plan.js';
import type { Span } from '../ir/span.js';
import type { Statement } from '../ir/bundle.js';
import { secretsIn } from './secrets.js';

type LiteralExpression = Extract<Expression, { kind: 'literal' }>;

/** Literals first, whose place is exact; then whatever else of the statements. `spans` are those of the statements. */
export function checkSecrets(
  plan: Plan,
  statements: readonly Statement[],
  spans: readonly Span[],
  report: Report,
): void {
  const said = new Set<string>();
  const check = (text: string, span: Span): void => {
    for (const { looks, start, end } of secretsIn(text)) {
      const secret = text.slice(start, end);
      if (said.has(secret)) continue;
      said.add(secret);
      report('secretInBundle', span, { looks });
    }
  };
  for (const { literal, span } of literalsIn(plan)) {
    if (literal.kind === 'string') check(literal.value, span);
  }
  statements.forEach((statement, index) => {
    const texts = statement.kind === 'table' ? Object.values(statement.options) : [statement.sql];
    for (const text of texts) check(text, spans[index] ?? plan.span);
  });
}

/** A plan is plain data, so its expressions are found wherever they are. */
function* literalsIn(value: unknown): Generator<LiteralExpression> {
  if (typeof value !== 'object' || value === null) return;
  if (isLiteral(value)) yield value;
  else for (const part of Object.values(value)) yield* literalsIn(part);
}

const isLiteral = (value: object): value is LiteralExpression =>
  'kind' in value && value.kind === 'literal' && 'literal' in value && 'span' in value;
