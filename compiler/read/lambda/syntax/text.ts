/** What stands where text is wanted: `c ? 1 : 'one'` and `n ?? ''` become text side by side, whatever their types. */
import { ts } from 'ts-morph';
import type { Expression } from '../../../ir/expression.js';
import { literalExpression } from '../as-expression.js';
import { isPresent } from '../absence.js';
import { apply, conditional } from '../build.js';
import { condition } from '../condition.js';
import { bare, spanOf, type Place, type Reader } from '../reader.js';
import { textOfValue, textWherePresent, type Text } from '../text.js';
import { dynamic } from '../value.js';

export function readText(written: ts.Expression, place: Place, reader: Reader): Text | null {
  const node = bare(written);
  if (ts.isConditionalExpression(node)) return ternary(node, place, reader);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return nullish(node, place, reader);
  }
  const value = reader.read(written, place);
  return value && textOfValue(value, written, reader);
}

function ternary(node: ts.ConditionalExpression, place: Place, reader: Reader): Text | null {
  const when = condition(node.condition, place, reader);
  if (typeof when === 'boolean') return readText(when ? node.whenTrue : node.whenFalse, place, reader);
  const after = (truth: boolean): Place =>
    when === null ? place : { ...place, facts: reader.structures.after(when, truth, place.facts) };
  const then = readText(node.whenTrue, after(true), reader);
  const otherwise = readText(node.whenFalse, after(false), reader);
  return when === null || then === null || otherwise === null ? null : either(when, then, otherwise, node);
}

function nullish(node: ts.BinaryExpression, place: Place, reader: Reader): Text | null {
  const left = reader.read(node.left, place);
  const there = left && isPresent(reader, left, node.left);
  if (left && there === true) return textOfValue(left, node.left, reader);
  const right = readText(node.right, place, reader);
  if (!left || there === null || right === null || left.kind !== 'dynamic' || typeof there === 'boolean') return right;
  const strict = textWherePresent(left.expression);
  if (strict) return apply('coalesce', [strict, asExpression(right, node)], spanOf(node));
  const text = textOfValue(dynamic({ ...left.expression, absence: 'never' }), node.left, reader);
  return text === null ? null : either(there, text, right, node);
}

function either(when: Expression, then: Text, otherwise: Text, node: ts.Node): Text {
  if (then === otherwise) return then;
  return conditional(when, asExpression(then, node), asExpression(otherwise, node), spanOf(node));
}

const asExpression = (text: Text, node: ts.Node): Expression =>
  typeof text === 'string' ? literalExpression(text, spanOf(node)) : { ...text, type: { kind: 'string' } };

/** Whether a node's two values may have different types where text is wanted. */
export function isEither(written: ts.Node): boolean {
  const node = bare(written);
  if (ts.isConditionalExpression(node)) return true;
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}
