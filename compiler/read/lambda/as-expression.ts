/** Values of the reader as typed expressions: constants become literals, structures become records. */
import type { ts } from 'ts-morph';
import type { Expression, Literal, NamedExpression } from '../../ir/expression.js';
import type { Span } from '../../ir/span.js';
import type { Type } from '../../ir/types.js';
import { record } from './build.js';
import { spanOf, type Reader } from './reader.js';
import type { Constant, RecordValue, Value } from './value.js';

export function asExpression(reader: Reader, value: Value, at: ts.Node, type?: Type): Expression | null {
  switch (value.kind) {
    case 'dynamic':
      return value.expression;
    case 'constant':
      return constantExpression(reader, value.value, at, type);
    case 'record':
      return recordExpression(reader, value, at, type);
    case 'list':
      return reader.report('notAColumn', at, {
        what: 'an array made in the lambda',
        instead: 'give its elements names, one column each',
      });
    case 'function':
      return reader.report('notAColumn', at, { what: 'a function', instead: 'call it' });
    case 'global':
      return reader.report('notAColumn', at, { what: `'${value.name}'`, instead: 'use a value of it' });
    case 'unregistered':
      return reader.report('unregisteredFunction', at, { name: value.name });
    case 'opaque':
      return reader.report('opaqueCapture', at, { name: at.getText(), what: value.what });
  }
}

function constantExpression(reader: Reader, value: Constant, at: ts.Node, type?: Type): Expression | null {
  const span = spanOf(at);
  if (value === null || value === undefined) {
    if (type)
      return { kind: 'literal', literal: { kind: 'null' }, type, absence: value === null ? 'null' : 'undefined', span };
    return reader.report('notAColumn', at, {
      what: `a value that is always ${value === null ? 'null' : 'undefined'}`,
      instead: 'leave the column out, or give it a value on another path',
    });
  }
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) {
    return reader.report('bigintOutOfRange', at, { value: String(value) });
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    return reader.report('malformedText', at, { text: JSON.stringify(value) });
  }
  return literalExpression(value, span);
}

/** A constant that is not null or undefined; a bigint fits 64 bits. */
export function literalExpression(value: Exclude<Constant, null | undefined>, span: Span): Expression {
  return { kind: 'literal', literal: literalOf(value), type: typeOfConstant(value), absence: 'never', span };
}

function literalOf(value: Exclude<Constant, null | undefined>): Literal {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'bigint':
      return { kind: 'bigint', value: String(value) };
    case 'number':
      return { kind: 'number', value: Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : nonFinite(value) };
    default:
      return { kind: 'date', value: value.getTime() };
  }
}

const nonFinite = (value: number): 'NaN' | 'Infinity' | '-Infinity' =>
  String(value) as 'NaN' | 'Infinity' | '-Infinity';

export function typeOfConstant(value: Exclude<Constant, null | undefined>): Type {
  switch (typeof value) {
    case 'number':
      if (Number.isNaN(value)) return { kind: 'number' };
      return { kind: 'number', bounds: Number.isFinite(value) ? 'finite' : 'ordered' };
    case 'object':
      return { kind: 'date' };
    default:
      return { kind: typeof value as 'string' | 'boolean' | 'bigint' };
  }
}

function recordExpression(reader: Reader, { fields, nodes }: RecordValue, at: ts.Node, type?: Type): Expression | null {
  if (fields.size === 0) {
    return reader.report('notAColumn', at, { what: 'an empty object', instead: 'give it at least one property' });
  }
  const named: NamedExpression[] = [];
  let complete = true;
  for (const [name, value] of fields) {
    const wanted = type?.kind === 'row' ? type.fields.find((field) => field.name === name)?.type : undefined;
    const expression = value && reader.expression(value, nodes?.get(name) ?? at, wanted);
    if (expression) named.push({ name, value: expression });
    else complete = false;
  }
  return complete ? record(named, spanOf(at)) : null;
}
