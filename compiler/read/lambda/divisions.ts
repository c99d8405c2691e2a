/**
 * Divisions of bigints that JavaScript makes whether or not their result is used. By zero it throws; what the SQL does not
 * need it does not compute. So a division that stands before the question whether it is wanted is refused.
 */
import type { ts } from 'ts-morph';
import { partsOf, type Expression } from '../../ir/expression.js';
import { textOf, type Reader } from './reader.js';
import type { Value } from './value.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** Reports divisions of `bound`, which JavaScript evaluates first, that `result` does not make on every path. */
export function reportUnusedDivisions(bound: Value | null, result: Value | null, at: ts.Node, reader: Reader): void {
  const divisions = bound === null ? [] : expressionsOf(bound).flatMap(certain).filter(canThrow);
  if (result === null || divisions.every((division) => expressionsOf(result).some((each) => makes(each, division))))
    return;
  reader.report('divisionUnused', at, { written: textOf(at) });
}

/** All that is evaluated when the value is. */
function expressionsOf(value: Value): Expression[] {
  if (value.kind === 'dynamic') return [value.expression];
  const parts = value.kind === 'record' ? [...value.fields.values()] : value.kind === 'list' ? value.items : [];
  return parts.flatMap((part) => (part === null ? [] : expressionsOf(part)));
}

/** The calls in an expression that are evaluated whatever the row is. */
function certain(expression: Expression): Call[] {
  const below = strict(expression).flatMap(certain);
  return expression.kind === 'call' ? [expression, ...below] : below;
}

/** What is evaluated below an expression whatever the row is. */
function strict(expression: Expression): readonly Expression[] {
  if (expression.kind === 'conditional') return [expression.when];
  const parts = partsOf(expression);
  return expression.kind === 'call' && isShortCircuit(expression) ? parts.slice(0, 1) : parts;
}

const isShortCircuit = ({ function: name }: Call): boolean => name === 'and' || name === 'or' || name === 'coalesce';

/** Without a constant divisor; one that is zero has been reported already. */
const canThrow = ({ function: name, args }: Call): boolean =>
  (name === 'bigint.divide' || name === 'bigint.remainder') && args[1]?.kind !== 'literal';

function makes(expression: Expression, division: Call): boolean {
  if (isSame(expression, division) || strict(expression).some((each) => makes(each, division))) return true;
  return expression.kind === 'conditional' && makes(expression.then, division) && makes(expression.otherwise, division);
}

/** It may have been given another type on the way; its place in the text stays. */
const isSame = (one: Expression, other: Call): boolean =>
  one === other ||
  (one.kind === 'call' &&
    one.function === other.function &&
    one.span.file === other.span.file &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end);
