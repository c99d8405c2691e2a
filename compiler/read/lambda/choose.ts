/** One of two values by a condition that depends on the row: `?:`, `if`, and what absence decides. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { Type } from '../../ir/types.js';
import { typeOfConstant } from './as-expression.js';
import { conditional } from './build.js';
import { commonType, convert, typeInWords } from './columns.js';
import { spanOf, type Reader } from './reader.js';
import { dynamic, isNothing, UNDEFINED, type Value } from './value.js';

export function choose(
  reader: Reader,
  at: ts.Node,
  when: Expression,
  then: Value | null,
  otherwise: Value | null,
): Value | null {
  if (!then || !otherwise) return null;
  if (same(then, otherwise)) return then;
  if (then.kind === 'record' && otherwise.kind === 'record') {
    const fields = new Map<string, Value | null>();
    for (const name of new Set([...then.fields.keys(), ...otherwise.fields.keys()])) {
      fields.set(name, choose(reader, at, when, fieldOr(then.fields, name), fieldOr(otherwise.fields, name)));
    }
    return { kind: 'record', fields };
  }
  const pair = alike(reader, at, then, otherwise);
  return pair && dynamic(conditional(when, pair[0], pair[1], spanOf(at)));
}

const fieldOr = (fields: ReadonlyMap<string, Value | null>, name: string): Value | null => {
  const found = fields.get(name);
  return found === undefined ? UNDEFINED : found;
};

function same(a: Value, b: Value): boolean {
  if (a.kind === 'constant' && b.kind === 'constant') return Object.is(a.value, b.value);
  if (a.kind === 'function' && b.kind === 'function') return a.node === b.node && a.scope === b.scope;
  if (a.kind === 'global' && b.kind === 'global') return a.name === b.name;
  return a === b;
}

/** Two values as expressions of one type. */
export function alike(reader: Reader, at: ts.Node, a: Value, b: Value): readonly [Expression, Expression] | null {
  const left = isNothing(a) && isNothing(b) ? null : reader.expression(a, at, typeOf(b));
  const right = left && reader.expression(b, at, left.type);
  if (!left || !right) {
    if (isNothing(a) && isNothing(b)) reader.expression(a, at);
    return null;
  }
  const type = commonType(left.type, right.type);
  if (!type) {
    return reader.report('differentBranches', at, { left: typeInWords(left.type), right: typeInWords(right.type) });
  }
  return [convert(left, type), convert(right, type)];
}

/** The type of a value that needs no reading to be known; a record's own nulls have none. */
function typeOf(value: Value): Type | undefined {
  if (value.kind === 'dynamic') return value.expression.type;
  if (value.kind === 'constant')
    return value.value === null || value.value === undefined ? undefined : typeOfConstant(value.value);
  if (value.kind !== 'record') return undefined;
  const fields = [...value.fields].map(([name, field]) => ({ name, type: field ? typeOf(field) : undefined }));
  return fields.every((field): field is { name: string; type: Type } => field.type !== undefined)
    ? { kind: 'row', fields: fields.map((field) => ({ ...field, absence: 'never' })) }
    : undefined;
}
