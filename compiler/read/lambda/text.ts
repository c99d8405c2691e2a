/** Values as text: templates, `+` beside a string, String(x). */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { FunctionName } from '../../ir/functions.js';
import { literalExpression } from './as-expression.js';
import { apply, conditional } from './build.js';
import { inWords, typeInWords } from './columns.js';
import { widened } from './numbers.js';
import { operandText, spanOf, textOf, type Reader } from './reader.js';
import { constant, dynamic, type Value } from './value.js';

/** A constant text, or an expression that is never absent. */
export type Text = string | Expression;

export function textOfValue(value: Value, at: ts.Node, reader: Reader): Text | null {
  if (value.kind === 'constant') {
    return value.value instanceof Date
      ? noText(reader, at, 'a Date', `write  ${operandText(at)}.toISOString()`)
      : String(value.value);
  }
  if (value.kind === 'record' || value.kind === 'list')
    return noText(reader, at, 'an object', 'write out the fields that matter');
  const expression = reader.expression(value, at);
  if (!expression) return null;
  const { type, absence } = expression;
  if (absence === 'either') return reader.report('ambiguousText', at, { text: textOf(at) });
  switch (type.kind) {
    case 'string':
      return orWord(expression, expression);
    case 'number':
    case 'int':
    case 'bigint':
      return orWord(strictText(expression), expression);
    case 'boolean':
      return booleanText(expression);
    case 'date':
      return noText(
        reader,
        at,
        inWords(expression),
        `write  ${operandText(at)}${absence === 'never' ? '' : '?'}.toISOString()`,
      );
    default:
      return noText(reader, at, typeInWords(type), 'write out the fields that matter');
  }
}

const noText = (reader: Reader, at: ts.Node, type: string, instead: string): null =>
  reader.report('noText', at, { text: textOf(at), type, instead });

/** The text of a string, number or bigint; absent where that is. Null for other types. */
export function textWherePresent(expression: Expression): Expression | null {
  switch (expression.type.kind) {
    case 'string':
      return { ...expression, type: { kind: 'string' } };
    case 'number':
    case 'int':
    case 'bigint':
      return strictText(expression);
    default:
      return null;
  }
}

function strictText(expression: Expression): Expression {
  const wide = widened(expression);
  return apply(`${wide.type.kind}.toString` as FunctionName, [wide], expression.span, expression.absence);
}

/** A missing value's text is the word for it. */
function orWord(text: Expression, { absence, span }: Expression): Expression {
  return absence === 'never'
    ? text
    : apply('coalesce', [{ ...text, type: { kind: 'string' } }, literalExpression(absence, span)], span);
}

function booleanText(expression: Expression): Expression {
  const { absence, span } = expression;
  const text = apply('boolean.toString', [{ ...expression, absence: 'never' }], span);
  if (absence === 'never') return text;
  return conditional(apply('isPresent', [expression], span), text, literalExpression(absence, span), span);
}

/** The parts in a row; neighbours that are constant become one. */
export function concatenated(parts: readonly Text[], at: ts.Node): Value {
  const joined: Text[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [first, ...rest] = joined.filter((part) => part !== '');
  if (first === undefined) return constant('');
  if (rest.length === 0 && typeof first === 'string') return constant(first);
  const span = spanOf(at);
  const expression = (text: Text): Expression => (typeof text === 'string' ? literalExpression(text, span) : text);
  return dynamic(
    rest.reduce<Expression>(
      (left, right) => apply('string.concat', [left, expression(right)], span),
      expression(first),
    ),
  );
}
