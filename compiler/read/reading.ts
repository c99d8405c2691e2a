/** What every part of `read` is given. */
import type { Report } from '../diagnostics/diagnostic.js';
import type { Expression } from '../ir/expression.js';
import type { LambdaReference } from '../ir/graph.js';
import type { Span } from '../ir/span.js';
import type { Field, Type } from '../ir/types.js';
import type { Program } from '../load/program.js';
import { typeInWords } from './lambda/columns.js';
import { readLambda } from './lambda/read-lambda.js';
import type { Places } from './places.js';

export interface Reading {
  readonly program: Program;
  readonly report: Report;
  readonly places: Places;
  /** The final name of the stage with an id of the graph. */
  readonly nameOf: (id: number) => string;
  /** Where to point when a call was not recorded: the pipeline's own call. */
  readonly fallback: Span;
}

/** A lambda over a row of these columns. Null after a report. */
export const expressionOf = (
  { program, report }: Reading,
  lambda: LambdaReference,
  row: readonly Field[],
  at: Span,
): Expression | null =>
  readLambda({ program, report }, lambda, { type: { kind: 'row', fields: row }, absence: 'never' }, at);

interface Expected {
  readonly kind: Type['kind'];
  /** What the lambda is, for the message: `the filter`. */
  readonly what: string;
}

/** The same, when the result must be of one kind and there; TypeScript has seen to it unless it was bypassed. */
export function expressionOfKind(
  reading: Reading,
  lambda: LambdaReference,
  row: readonly Field[],
  at: Span,
  { kind, what }: Expected,
): Expression | null {
  const expression = expressionOf(reading, lambda, row, at);
  if (!expression || (expression.type.kind === kind && expression.absence === 'never')) return expression;
  const expected = typeInWords({ kind } as Type);
  const found = expression.type.kind === kind ? `${expected} that may be missing` : typeInWords(expression.type);
  reading.report('lambdaGivesOther', at, { what, expected, found });
  return null;
}
