/** A lambda's result as the columns of a row. */
import type { Expression, NamedExpression } from '../ir/expression.js';
import { fieldOf } from './lambda/build.js';

/** Null when it is not an object that is always there. */
export function rowOf(expression: Expression): readonly NamedExpression[] | null {
  const { type, absence, span } = expression;
  if (type.kind !== 'row' || absence !== 'never') return null;
  if (expression.kind === 'record') return expression.fields;
  return type.fields.map((field) => ({
    name: field.name,
    value: pick(expression, field.name) ?? fieldOf(expression, field, span),
  }));
}

/** The field's own expression where an object literal gives it, also in both branches of a condition. */
function pick(expression: Expression, name: string): Expression | null {
  if (expression.kind === 'record') return expression.fields.find((field) => field.name === name)?.value ?? null;
  if (expression.kind !== 'conditional' || expression.type.kind !== 'row') return null;
  const { when, span } = expression;
  const [then, otherwise] = [pick(expression.then, name), pick(expression.otherwise, name)];
  const field = expression.type.fields.find((each) => each.name === name);
  if (!then || !otherwise || !field) return null;
  return { kind: 'conditional', when, then, otherwise, type: field.type, absence: field.absence, span };
}
