/** Int values take part in arithmetic as the numbers they are. */
import type { Expression } from '../../ir/expression.js';
import { apply } from './build.js';

/** An Int as a number; everything else as it is. */
export const widened = (expression: Expression): Expression =>
  expression.type.kind === 'int'
    ? { ...apply('int.toNumber', [expression], expression.span), absence: expression.absence }
    : expression;
