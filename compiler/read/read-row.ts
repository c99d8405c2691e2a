/** Lambdas that give a row: those of `map` and `keyBy`. */
import type { NamedExpression } from '../ir/expression.js';
import type { LambdaReference } from '../ir/graph.js';
import type { Span } from '../ir/span.js';
import type { Field } from '../ir/types.js';
import { expressionOfKind, type Reading } from './reading.js';
import { rowOf } from './row-of.js';

export function readRow(
  reading: Reading,
  lambda: LambdaReference,
  input: readonly Field[],
  at: Span,
  what: string,
): readonly NamedExpression[] | null {
  const expression = expressionOfKind(reading, lambda, input, at, { kind: 'row', what });
  return expression && rowOf(expression);
}

/** The schema that these expressions give. */
export const columns = (expressions: readonly NamedExpression[]): Field[] =>
  expressions.map(({ name, value: { type, absence } }) => ({ name, type, absence }));
