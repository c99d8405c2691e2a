/** What every part of the lambda reader is given: reading of inner nodes, reporting, and the facts of the place. */
import { ts } from 'ts-morph';
import type { DiagnosticName, Params } from '../../diagnostics/catalog/index.js';
import type { Expression } from '../../ir/expression.js';
import type { Span } from '../../ir/span.js';
import type { Type } from '../../ir/types.js';
import type { Facts, Structures } from './facts.js';
import type { Scope } from './scope.js';
import type { FunctionValue, Value } from './value.js';

/** Where a node is read: the names and the facts that hold there. */
export interface Place {
  readonly scope: Scope;
  readonly facts: Facts;
}

export interface Reader {
  readonly structures: Structures;
  /** Null: could not be read, and was reported. */
  readonly read: (node: ts.Expression, place: Place) => Value | null;
  readonly call: (fn: FunctionValue, args: readonly (Value | null)[], at: ts.Node, place: Place) => Value | null;
  /** The same mistake at the same place is reported once. Gives null, for `return reader.report(…)`. */
  readonly report: <N extends DiagnosticName>(name: N, at: ts.Node, params: Params<N>) => null;
  /** A value as an expression; `type` is for a constant null or undefined, which has none of its own. */
  readonly expression: (value: Value, at: ts.Node, type?: Type) => Expression | null;
}

export const spanOf = (node: ts.Node): Span => ({
  file: node.getSourceFile().fileName,
  start: node.getStart(),
  end: node.getEnd(),
});

const MOST_TEXT = 60;

/** The author's own text on one line, for messages. */
export function textOf(node: ts.Node): string {
  const text = bare(node).getText().replace(/\s+/g, ' ');
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}

/** Without parentheses and without what only TypeScript sees. */
export function bare(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? bare(node.expression)
    : node;
}

/** The text as an operand of what the hint puts around it. */
export const operandText = (node: ts.Node): string =>
  ts.isBinaryExpression(bare(node)) || ts.isConditionalExpression(bare(node)) ? `(${textOf(node)})` : textOf(node);
