/** The nodes of expressions, with their types worked out. */
import type { Expression, NamedExpression } from '../../ir/expression.js';
import { FUNCTIONS, type FunctionName } from '../../ir/functions.js';
import type { Span } from '../../ir/span.js';
import type { Absence, Column, Field, Type } from '../../ir/types.js';

export const joinAbsence = (a: Absence, b: Absence): Absence =>
  a === b || b === 'never' ? a : a === 'never' ? b : 'either';

export const column = (field: Field, span: Span): Expression => ({
  kind: 'column',
  name: field.name,
  type: field.type,
  absence: field.absence,
  span,
});

/** A field of a row; where the row is absent, the field is undefined. */
export const fieldOf = (of: Expression, field: Field, span: Span): Expression => ({
  kind: 'field',
  of,
  name: field.name,
  type: field.type,
  absence: of.absence === 'never' ? field.absence : joinAbsence(field.absence, 'undefined'),
  span,
});

export const record = (fields: readonly NamedExpression[], span: Span): Expression => ({
  kind: 'record',
  fields,
  type: { kind: 'row', fields: fields.map(({ name, value }) => ({ name, type: value.type, absence: value.absence })) },
  absence: 'never',
  span,
});

/** Both branches have the same type already. */
export function conditional(when: Expression, then: Expression, otherwise: Expression, span: Span): Expression {
  const type = then.type.kind === 'number' ? weaker(then, otherwise) : then.type;
  return {
    kind: 'conditional',
    when,
    then,
    otherwise,
    type,
    absence: joinAbsence(then.absence, otherwise.absence),
    span,
  };
}

function weaker(a: Column, b: Column): Type {
  const bounds = [boundsOf(a), boundsOf(b)];
  if (bounds.includes(undefined)) return { kind: 'number' };
  return { kind: 'number', bounds: bounds.includes('ordered') ? 'ordered' : 'finite' };
}

/** A function or operator; never absent, unless the caller says so. */
export function apply(
  name: FunctionName,
  args: readonly Expression[],
  span: Span,
  absence: Absence = 'never',
): Expression {
  return { kind: 'call', function: name, args, type: resultOf(name, args), absence, span };
}

function resultOf(name: FunctionName, args: readonly Expression[]): Type {
  const { returns } = FUNCTIONS[name];
  const [first] = args;
  if (returns === 'argument') {
    if (!first) throw new Error(`${name} needs an argument`);
    return first.type;
  }
  const bounds = returns === 'number' ? boundsOfResult(name, args) : undefined;
  return bounds ? { kind: returns, bounds } : { kind: returns };
}

type Bounds = 'finite' | 'ordered' | undefined;
const boundsOf = ({ type }: Column): Bounds =>
  type.kind === 'number' ? type.bounds : type.kind === 'int' ? 'finite' : undefined;

/** How far a number can be from an ordinary one; `ir/types.ts` says what that is for. */
function boundsOfResult(name: FunctionName, args: readonly Expression[]): Bounds {
  const all = args.map(boundsOf);
  const finite = all.every((bounds) => bounds === 'finite');
  switch (name) {
    case 'number.add':
    case 'number.subtract':
    case 'number.multiply':
      return finite ? 'ordered' : undefined;
    case 'number.divide':
      return finite && divisor(args) !== 0 ? (divisor(args) >= 1 ? 'finite' : 'ordered') : undefined;
    case 'number.remainder':
      return finite && divisor(args) !== 0 ? 'finite' : undefined;
    case 'number.negate':
    case 'math.floor':
    case 'math.ceil':
    case 'math.abs':
    case 'math.min':
    case 'math.max':
      return finite ? 'finite' : all.includes(undefined) ? undefined : 'ordered';
    default:
      return 'finite';
  }
}

/** The size of a constant divisor; 0 for all others. */
function divisor(args: readonly Expression[]): number {
  const by = args[1];
  return by?.kind === 'literal' && by.literal.kind === 'number' && typeof by.literal.value === 'number'
    ? Math.abs(by.literal.value)
    : 0;
}
