/** What stands where JavaScript asks for truth: booleans only, and constants, whose truth is known. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { Type } from '../../ir/types.js';
import { apply } from './build.js';
import { inWords } from './columns.js';
import { operandText, textOf, type Place, type Reader } from './reader.js';
import { constant, dynamic, type Value } from './value.js';

export type Truth = boolean | Expression;

export function condition(node: ts.Expression, place: Place, reader: Reader): Truth | null {
  const value = reader.read(node, place);
  return value && truthOf(value, node, reader);
}

export function truthOf(value: Value, at: ts.Node, reader: Reader): Truth | null {
  if (value.kind === 'constant') return Boolean(value.value);
  // An object or a function is always true; asking is a mistake only for what the row holds.
  if (value.kind !== 'dynamic') return true;
  const { expression } = value;
  if (expression.type.kind === 'boolean' && expression.absence === 'never') return expression;
  return reader.report('truthiness', at, {
    text: textOf(at),
    type: inWords(expression),
    instead: instead(expression, operandText(at)),
  });
}

function instead({ type, absence }: Expression, text: string): string {
  const asked = comparison(type, text);
  if (asked === null) return `${text} != null`;
  if (type.kind === 'boolean') return `${text} === true`;
  return absence === 'never' ? asked : `${text} != null && ${asked}`;
}

function comparison(type: Type, text: string): string | null {
  switch (type.kind) {
    case 'string':
      return `${text} !== ''`;
    case 'number':
    case 'int':
      return `${text} !== 0`;
    case 'bigint':
      return `${text} !== 0n`;
    case 'boolean':
      return text;
    default:
      return null;
  }
}

const OPPOSITES = { equals: 'notEquals', notEquals: 'equals', isAbsent: 'isPresent', isPresent: 'isAbsent' } as const;
const hasOpposite = (name: string): name is keyof typeof OPPOSITES => Object.hasOwn(OPPOSITES, name);

/** `!truth`, written as a reader would. */
export function negate(truth: Truth): Truth {
  if (typeof truth === 'boolean') return !truth;
  if (truth.kind !== 'call') return apply('not', [truth], truth.span);
  if (truth.function === 'not' && truth.args[0]) return truth.args[0];
  return hasOpposite(truth.function)
    ? { ...truth, function: OPPOSITES[truth.function] }
    : apply('not', [truth], truth.span);
}

export const truthValue = (truth: Truth): Value => (typeof truth === 'boolean' ? constant(truth) : dynamic(truth));
