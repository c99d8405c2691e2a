/** Properties, elements and calls, with the short circuit of `?.`: a chain is absent where one of its links is. */
import { ts } from 'ts-morph';
import { mayThrow, type Expression } from '../../../ir/expression.js';
import { isStrict } from '../../../ir/functions.js';
import { isPresent, orUndefined } from '../absence.js';
import { joinAbsence } from '../build.js';
import { callGlobal } from '../globals.js';
import { callMethod } from '../methods.js';
import { narrowed, propertyOf } from '../property.js';
import { bare, textOf, type Place, type Reader } from '../reader.js';
import { dynamic, isNothing, UNDEFINED, type Value } from '../value.js';
import { callArguments } from './arguments.js';

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

/** What a chain has come to: the value so far, and what must be present for it to be that. */
interface Chained {
  readonly value: Value | null;
  readonly guard: Expression | null;
  readonly place: Place;
  /** A constant link is absent: the whole chain is undefined. */
  readonly ended: boolean;
}

export function access(node: Link, place: Place, reader: Reader): Value | null {
  const { value, guard, ended } = follow(node, place, reader);
  if (ended) return UNDEFINED;
  if (!value || !guard) return value;
  return narrowedResult(unless(guard, value, node, reader), place, reader);
}

const narrowedResult = (value: Value | null, place: Place, reader: Reader): Value | null =>
  value && narrowed(value, place, reader);

/** Fields and strict functions are absent by themselves where the guard is. */
function unless(guard: Expression, value: Value, at: ts.Node, reader: Reader): Value | null {
  if (value.kind !== 'dynamic' || !isAbsentWith(value.expression, guard, reader))
    return orUndefined(reader, at, guard, value);
  const { expression } = value;
  return dynamic({ ...expression, absence: joinAbsence(expression.absence, 'undefined') });
}

function isAbsentWith(expression: Expression, guard: Expression, reader: Reader): boolean {
  if (reader.structures.numberOf(expression) === reader.structures.numberOf(guard)) return true;
  if (expression.kind === 'field') return isAbsentWith(expression.of, guard, reader);
  if (expression.kind !== 'call' || !isStrict(expression.function)) return false;
  const [receiver, ...rest] = expression.args;
  return receiver !== undefined && isAbsentWith(receiver, guard, reader) && !rest.some(mayThrow);
}

const isLink = (node: ts.Node): node is Link =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);

function follow(node: ts.Expression, place: Place, reader: Reader): Chained {
  if (!isLink(node)) return { value: reader.read(node, place), guard: null, place, ended: false };
  // A method call reads its receiver, not the method.
  if (ts.isCallExpression(node)) return call(node, place, reader);
  const before = inside(node, place, reader);
  if (!before.value || before.ended) return before;
  return { ...before, value: step(node, before.value, before.place, reader) };
}

/** What a link is applied to, with `?.` taken into account. */
function inside(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, place: Place, reader: Reader): Chained {
  const isChain = (node.flags & ts.NodeFlags.OptionalChain) !== 0;
  const before: Chained =
    isChain && isLink(node.expression)
      ? follow(node.expression, place, reader)
      : { value: reader.read(node.expression, place), guard: null, place, ended: false };
  return node.questionDotToken ? guarded(before, node.expression, reader) : before;
}

function guarded(before: Chained, at: ts.Node, reader: Reader): Chained {
  if (!before.value || before.ended) return before;
  if (isNothing(before.value)) return { ...before, ended: true };
  const there = isPresent(reader, before.value, at);
  if (typeof there === 'boolean' || before.value.kind !== 'dynamic') return before;
  const facts = reader.structures.after(there, true, before.place.facts);
  const guard = before.value.expression;
  return { ...before, guard, place: { ...before.place, facts }, value: dynamic({ ...guard, absence: 'never' }) };
}

function step(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  value: Value,
  place: Place,
  reader: Reader,
): Value | null {
  const key = keyOf(node, place, reader);
  const at = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  if (key === null) return null;
  const isColumn = value.kind === 'dynamic' || value.kind === 'constant';
  return propertyOf(
    value,
    key,
    isColumn && key !== 'length' && isRowValue(value) ? at : node,
    place,
    reader,
    node.expression,
  );
}

const isRowValue = (value: Value): boolean => value.kind === 'dynamic' && value.expression.type.kind === 'row';

function keyOf(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  place: Place,
  reader: Reader,
): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = reader.read(node.argumentExpression, place);
  if (!key) return null;
  if (key.kind === 'constant' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  return reader.report('dynamicKey', node.argumentExpression, {
    text: textOf(node.argumentExpression),
    instead: 'choose with  ?:  between the fields',
  });
}

function call(node: ts.CallExpression, place: Place, reader: Reader): Chained {
  const callee = bare(node.expression) as ts.Expression;
  if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee))
    return callMember(node, callee, place, reader);
  const value = reader.read(node.expression, place);
  const args = callArguments(node, place, reader);
  const done = { guard: null, place, ended: false };
  if (!value) return { ...done, value: null };
  if (isNothing(value) && node.questionDotToken) return { ...done, value: null, ended: true };
  return { ...done, value: callValue(value, args, node, place, reader) };
}

function callMember(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  place: Place,
  reader: Reader,
): Chained {
  const before = inside(callee, place, reader);
  const args = callArguments(node, before.place, reader);
  if (!before.value || before.ended) return before;
  const key = keyOf(callee, before.place, reader);
  if (key === null) return { ...before, value: null };
  const { value } = before;
  if (value.kind === 'record' || value.kind === 'global') {
    const fn = propertyOf(value, key, callee, before.place, reader);
    if (fn && isNothing(fn) && node.questionDotToken) return { ...before, ended: true };
    return { ...before, value: fn && callValue(fn, args, node, before.place, reader) };
  }
  const nameNode = ts.isPropertyAccessExpression(callee) ? callee.name : callee.argumentExpression;
  if (value.kind !== 'constant' && value.kind !== 'dynamic' && value.kind !== 'list') {
    return { ...before, value: propertyOf(value, key, nameNode, before.place, reader, callee.expression) && null };
  }
  const method = { name: key, nameNode, receiverNode: callee.expression, args, node };
  return { ...before, value: callMethod(value, method, before.place, reader) };
}

function callValue(
  value: Value,
  args: readonly (Value | null)[],
  node: ts.CallExpression,
  place: Place,
  reader: Reader,
): Value | null {
  switch (value.kind) {
    case 'function':
      return reader.call(value, args, node, place);
    case 'global': {
      const known = args.filter((arg) => arg !== null);
      return known.length === args.length ? callGlobal(value.name, known, node, reader) : null;
    }
    case 'unregistered':
      return reader.report('unregisteredFunction', node.expression, { name: value.name || textOf(node.expression) });
    case 'opaque':
      if (value.what === 'a function that calls itself') {
        return reader.report('recursiveFunction', node, { name: textOf(node.expression) });
      }
      return reader.report('opaqueCapture', node.expression, { name: textOf(node.expression), what: value.what });
    default:
      return reader.report('unknownFunction', node.expression, {
        name: textOf(node.expression),
        instead: 'call a function',
      });
  }
}
