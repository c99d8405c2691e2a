/** Types of columns in words and in combination: what two branches have in common, and how a value takes that form. */
import type { Expression } from '../../ir/expression.js';
import type { Absence, Column, Field, ScalarType, Type } from '../../ir/types.js';
import { apply, conditional, fieldOf, joinAbsence, record } from './build.js';

const WORDS: Record<Type['kind'], string> = {
  string: 'a string',
  number: 'a number',
  int: 'an Int',
  bigint: 'a bigint',
  boolean: 'a boolean',
  date: 'a Date',
  bytes: 'a Uint8Array',
  array: 'an array',
  map: 'a Record',
  row: 'an object',
};

export const typeInWords = (type: Type): string => WORDS[type.kind];

export const absenceInWords = (absence: Absence): string =>
  absence === 'null' ? 'null' : absence === 'undefined' ? 'undefined' : 'null or undefined';

export const inWords = ({ type, absence }: Column): string =>
  absence === 'never' ? typeInWords(type) : `${typeInWords(type)} or ${absenceInWords(absence)}`;

const isScalar = (type: Type): type is ScalarType =>
  type.kind !== 'array' && type.kind !== 'map' && type.kind !== 'row';
export const isNumeric = (type: Type): boolean => type.kind === 'number' || type.kind === 'int';

/** The type that both fit, or null. */
export function commonType(a: Type, b: Type): Type | null {
  if (isScalar(a) && isScalar(b)) return commonScalar(a, b);
  if (a.kind === 'row' && b.kind === 'row') return commonRow(a.fields, b.fields);
  return sameLayout(a, b) ? a : null;
}

function commonScalar(a: ScalarType, b: ScalarType): ScalarType | null {
  if (a.kind === b.kind) {
    const bounds = a.bounds === b.bounds ? a.bounds : a.bounds && b.bounds && 'ordered';
    const values = a.values && JSON.stringify(a.values) === JSON.stringify(b.values) ? a.values : undefined;
    return { kind: a.kind, ...(values && { values }), ...(bounds && { bounds }) };
  }
  if (!isNumeric(a) || !isNumeric(b)) return null;
  const { bounds } = a.kind === 'number' ? a : b;
  return bounds ? { kind: 'number', bounds } : { kind: 'number' };
}

function commonRow(a: readonly Field[], b: readonly Field[]): Type | null {
  const fields: Field[] = [];
  for (const name of new Set([...a, ...b].map(({ name }) => name))) {
    const left = a.find((field) => field.name === name);
    const right = b.find((field) => field.name === name);
    if (!left || !right) {
      const one = left ?? right;
      if (one) fields.push({ name, type: one.type, absence: joinAbsence(one.absence, 'undefined') });
      continue;
    }
    const type = commonType(left.type, right.type);
    if (!type) return null;
    fields.push({ name, type, absence: joinAbsence(left.absence, right.absence) });
  }
  return { kind: 'row', fields };
}

/** Whether values of both are stored alike, so that one can stand for the other. */
function sameLayout(a: Type, b: Type): boolean {
  if (a.kind === 'row' && b.kind === 'row') {
    return (
      a.fields.length === b.fields.length &&
      a.fields.every((field, i) => {
        const other = b.fields[i];
        return other?.name === field.name && sameLayout(field.type, other.type);
      })
    );
  }
  if (a.kind === 'array' && b.kind === 'array') return sameLayout(a.element.type, b.element.type);
  if (a.kind === 'map' && b.kind === 'map') return sameLayout(a.value.type, b.value.type);
  return a.kind === b.kind;
}

/** The expression in the form of a type it fits (a result of `commonType`). */
export function convert(expression: Expression, type: Type): Expression {
  if (expression.kind === 'literal' && expression.literal.kind === 'null') return { ...expression, type };
  if (expression.kind === 'conditional') {
    return conditional(
      expression.when,
      convert(expression.then, type),
      convert(expression.otherwise, type),
      expression.span,
    );
  }
  if (sameLayout(expression.type, type)) return { ...expression, type };
  if (expression.type.kind === 'int' && type.kind === 'number') {
    return { ...apply('int.toNumber', [expression], expression.span), absence: expression.absence };
  }
  if (expression.type.kind !== 'row' || type.kind !== 'row')
    throw new Error(`${expression.type.kind} is no ${type.kind}`);
  const rebuilt = record(
    type.fields.map((field) => ({ name: field.name, value: convertedField(expression, field) })),
    expression.span,
  );
  if (expression.absence === 'never') return rebuilt;
  const nothing: Expression = {
    kind: 'literal',
    literal: { kind: 'null' },
    type: rebuilt.type,
    absence: expression.absence,
    span: expression.span,
  };
  return conditional(apply('isAbsent', [expression], expression.span), nothing, rebuilt, expression.span);
}

function convertedField(expression: Expression, { name, type }: Field): Expression {
  const { span } = expression;
  if (expression.kind === 'record') {
    const found = expression.fields.find((field) => field.name === name);
    if (found) return convert(found.value, type);
  }
  const own = expression.type.kind === 'row' && expression.type.fields.find((field) => field.name === name);
  if (!own) return { kind: 'literal', literal: { kind: 'null' }, type, absence: 'undefined', span };
  return convert(fieldOf({ ...expression, absence: 'never' }, own, span), type);
}
