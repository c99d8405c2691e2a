/** `===` and its kin, and the order of numbers, bigints, strings and dates. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { FunctionName } from '../../ir/functions.js';
import type { Absence } from '../../ir/types.js';
import { present } from './absence.js';
import { apply } from './build.js';
import { absenceInWords, inWords, isNumeric, typeInWords } from './columns.js';
import { negate, type Truth } from './condition.js';
import { widened } from './numbers.js';
import { operandText, spanOf, textOf, type Reader } from './reader.js';
import { isNothing, type Value } from './value.js';

export interface Comparison {
  readonly node: ts.Node;
  readonly left: Value;
  readonly right: Value;
  /** As written, for messages. */
  readonly operator: string;
  readonly negated: boolean;
  readonly leftNode?: ts.Node;
  readonly rightNode?: ts.Node;
  /** `==` and `!=`: null and undefined are equal. */
  readonly loose?: boolean;
}

export function strictEquals(reader: Reader, comparison: Comparison): Truth | null {
  const equal = equals(reader, comparison);
  return equal !== null && comparison.negated ? negate(equal) : equal;
}

function equals(reader: Reader, comparison: Comparison): Truth | null {
  const { left, right, loose } = comparison;
  if (isNothing(right)) return isNothingThere(reader, comparison, left, right, comparison.leftNode);
  if (isNothing(left)) return isNothingThere(reader, comparison, right, left, comparison.rightNode);
  if (left.kind === 'constant' && right.kind === 'constant' && !isDate(left) && !isDate(right)) {
    return loose && typeof left.value !== typeof right.value
      ? mixed(reader, comparison, typeof left.value, typeof right.value)
      : left.value === right.value;
  }
  for (const [value, node] of [
    [left, comparison.leftNode],
    [right, comparison.rightNode],
  ] as const) {
    if (value.kind === 'opaque')
      return reader.report('opaqueCapture', node ?? comparison.node, {
        name: textOf(node ?? comparison.node),
        what: value.what,
      });
    if (value.kind !== 'constant' && value.kind !== 'dynamic') return objects(reader, comparison, 'objects');
  }
  return columnsEqual(reader, comparison);
}

const isDate = (value: Value): boolean => value.kind === 'constant' && value.value instanceof Date;

/** `value === null`, with what the declaration says about which of the two a missing value is. */
function isNothingThere(
  reader: Reader,
  comparison: Comparison,
  value: Value,
  nothing: Value,
  node?: ts.Node,
): Truth | null {
  const written = nothing.kind === 'constant' && nothing.value === null ? 'null' : 'undefined';
  if (value.kind === 'constant') {
    return comparison.loose ? isNothing(value) : nothing.kind === 'constant' && value.value === nothing.value;
  }
  if (value.kind !== 'dynamic' || value.expression.absence === 'never') return false;
  const { expression } = value;
  if (comparison.loose || expression.absence === written)
    return apply('isAbsent', [expression], spanOf(comparison.node));
  const { negated, node: at } = comparison;
  return reader.report('ambiguousNull', at, {
    text: operandText(node ?? at),
    written,
    negated,
    absence: absenceInWords(expression.absence),
  });
}

function columnsEqual(reader: Reader, comparison: Comparison): Truth | null {
  const { node, operator } = comparison;
  const left = reader.expression(comparison.left, comparison.leftNode ?? node);
  const right = reader.expression(comparison.right, comparison.rightNode ?? node);
  if (!left || !right) return null;
  const [a, b] = left.type.kind === right.type.kind ? [left, right] : [widened(left), widened(right)];
  if (a.type.kind === 'date' && b.type.kind === 'date') {
    const of = (at: ts.Node | undefined): string => (at ? operandText(at) : '…');
    return reader.report('dateEquality', node, {
      left: of(comparison.leftNode),
      right: of(comparison.rightNode),
      operator: operator === 'includes' ? '===' : operator,
    });
  }
  if (a.type.kind !== b.type.kind) return mixed(reader, comparison, inWords(left), inWords(right), left, right);
  if (['row', 'array', 'map', 'bytes'].includes(a.type.kind)) return objects(reader, comparison, typeInWords(a.type));
  return absencesEqual(reader, comparison, a, b);
}

/** In JavaScript null is not undefined; in a column they are one. */
function absencesEqual(
  reader: Reader,
  { node, loose, operator, negated }: Comparison,
  a: Expression,
  b: Expression,
): Truth | null {
  const equal = apply('equals', [a, b], spanOf(node));
  if (loose || a.absence === 'never' || b.absence === 'never') return equal;
  if (a.absence === 'either' || b.absence === 'either') {
    const either = a.absence === 'either' ? a : b;
    return reader.report('ambiguousNull', node, {
      text: textOf(node),
      written: operator === 'includes' ? 'the missing value' : 'another missing value',
      negated,
      absence: absenceInWords(either.absence),
    });
  }
  return a.absence === b.absence ? equal : apply('and', [apply('isPresent', [a], a.span), equal], spanOf(node));
}

const objects = (reader: Reader, { node, operator }: Comparison, type: string): null =>
  reader.report('objectEquality', node, {
    operator,
    type: type === 'objects' ? type : `${type}s`.replace(/^an? /, ''),
  });

function mixed(
  reader: Reader,
  comparison: Comparison,
  left: string,
  right: string,
  a?: Expression,
  b?: Expression,
): null {
  const kinds: string[] = [a?.type.kind ?? left, b?.type.kind ?? right];
  const instead =
    kinds.includes('bigint') && kinds.some((kind) => kind === 'number' || kind === 'int')
      ? 'make both bigint, e.g.  3n'
      : 'compare values of one type';
  return reader.report('mixedTypes', comparison.node, { operator: comparison.operator, left, right, instead });
}

const ORDER = { '<': 'lessThan', '<=': 'lessOrEqual', '>': 'greaterThan', '>=': 'greaterOrEqual' } as const;
export type OrderOperator = keyof typeof ORDER;
export const isOrderOperator = (operator: string): operator is OrderOperator => Object.hasOwn(ORDER, operator);

export interface Ordered {
  readonly node: ts.Node;
  readonly leftNode: ts.Node;
  readonly rightNode: ts.Node;
  readonly left: Value;
  readonly right: Value;
  readonly operator: OrderOperator;
}

export function compare(reader: Reader, comparison: Ordered): Truth | null {
  const { node, leftNode, rightNode, operator } = comparison;
  const left = present(reader, comparison.left, leftNode);
  const right = present(reader, comparison.right, rightNode);
  if (!left || !right) return null;
  if (left.kind === 'constant' && right.kind === 'constant')
    return computed(left.value as number, right.value as number, operator);
  const a = sided(reader, left, leftNode, right);
  const b = sided(reader, right, rightNode, left);
  if (a === null || b === null) return null;
  const { kind } = a.type;
  if (kind === b.type.kind && (kind === 'number' || kind === 'bigint' || kind === 'string' || kind === 'date')) {
    return apply(`${kind}.${ORDER[operator]}` satisfies FunctionName, [a, b], spanOf(node));
  }
  const isNumber = isNumeric(a.type) || isNumeric(b.type);
  const instead =
    isNumber && (kind === 'bigint' || b.type.kind === 'bigint')
      ? 'make both bigint, e.g.  3n'
      : kind === 'date' || b.type.kind === 'date'
        ? 'compare two dates, or two times:  a.getTime() < b.getTime()'
        : 'compare two numbers, two bigints, two strings or two dates';
  return reader.report('mixedTypes', node, { operator, left: inWords(a), right: inWords(b), instead });
}

/** A whole number beside a bigint is compared as a bigint, which is the same. */
function sided(reader: Reader, value: Value, at: ts.Node, other: Value): Expression | null {
  const isBeside = other.kind === 'dynamic' && other.expression.type.kind === 'bigint';
  const asBigint =
    isBeside && value.kind === 'constant' && typeof value.value === 'number' && Number.isInteger(value.value)
      ? ({ kind: 'constant', value: BigInt(value.value) } as const)
      : value;
  const expression = reader.expression(asBigint, at);
  return expression && widened(expression);
}

function computed(a: number, b: number, operator: OrderOperator): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
