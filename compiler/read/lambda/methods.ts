/** Methods of strings, numbers, dates and arrays that a lambda may call, and what to say of the others. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import { FUNCTIONS, type FunctionName } from '../../ir/functions.js';
import type { Type } from '../../ir/types.js';
import { present } from './absence.js';
import { apply } from './build.js';
import { inWords, typeInWords } from './columns.js';
import { includes } from './list-includes.js';
import { widened } from './numbers.js';
import { unknownMethod } from './property.js';
import { spanOf, type Place, type Reader } from './reader.js';
import { constant, dynamic, type Constant, type Value } from './value.js';

const METHODS: Readonly<Record<string, readonly string[]>> = {
  string: ['includes', 'startsWith', 'endsWith', 'toUpperCase', 'toLowerCase', 'trim'],
  number: ['toString'],
  bigint: ['toString'],
  boolean: ['toString'],
  date: [
    'getTime',
    'toISOString',
    'getUTCFullYear',
    'getUTCMonth',
    'getUTCDate',
    'getUTCDay',
    'getUTCHours',
    'getUTCMinutes',
    'getUTCSeconds',
    'getUTCMilliseconds',
  ],
};

const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  string: ['length'],
  array: ['length'],
  list: ['length', 'includes'],
};

/** Everything of a kind of value that can be used, for messages. */
export const supportedOf = (kind: string): readonly string[] => [
  ...(PROPERTIES[kind] ?? []),
  ...(METHODS[kind === 'int' ? 'number' : kind] ?? []),
];

const LOCAL_TIME = /^(get|set|to)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$/;
const MUTATORS = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']);

export interface MethodCall {
  readonly name: string;
  /** Where the name stands, for messages about it. */
  readonly nameNode: ts.Node;
  readonly receiverNode: ts.Node;
  readonly args: readonly (Value | null)[];
  readonly node: ts.CallExpression;
}

export function callMethod(receiver: Value, call: MethodCall, place: Place, reader: Reader): Value | null {
  if (receiver.kind === 'list') {
    if (call.name === 'includes') return includes(receiver.items, call, reader);
    if (MUTATORS.has(call.name)) return reader.report('sideEffect', call.nameNode, { what: `'${call.name}'` });
    return unknownMethod(reader, call.nameNode, call.name, 'an array', supportedOf('list'));
  }
  const there = present(reader, receiver, call.receiverNode, 'write  ?.  and a default with  ??');
  if (!there || call.args.includes(null)) return null;
  const kind = kindOf(there);
  if (kind === null) return unknownMethod(reader, call.nameNode, call.name, 'this value', []);
  if (!METHODS[kind]?.includes(call.name)) return refuse(kind, call, reader);
  const args = call.args.filter((arg) => arg !== null);
  const signature = FUNCTIONS[`${kind}.${call.name}` as FunctionName];
  const takes = signature.args === 'any' ? [] : signature.args.slice(1);
  if (args.length !== takes.length)
    return wrongArguments(call, takes, args.length === 1 ? '1 argument' : `${args.length} arguments`, reader);
  const known = computed(there, call.name, args);
  if (known) return known;
  const expressions = argumentsOf(args, takes, call, reader);
  const self = reader.expression(there, call.receiverNode);
  if (!expressions || !self) return null;
  return dynamic(apply(`${kind}.${call.name}` as FunctionName, [widened(self), ...expressions], spanOf(call.node)));
}

function kindOf(value: Value): string | null {
  if (value.kind === 'dynamic') return value.expression.type.kind === 'int' ? 'number' : value.expression.type.kind;
  if (value.kind !== 'constant') return null;
  return value.value instanceof Date ? 'date' : typeof value.value;
}

/** All of it constant: JavaScript itself answers. */
function computed(receiver: Value, name: string, args: readonly Value[]): Value | null {
  if (receiver.kind !== 'constant') return null;
  const constants: Constant[] = [];
  for (const arg of args) {
    if (arg.kind !== 'constant') return null;
    constants.push(arg.value);
  }
  const method = (receiver.value as unknown as Record<string, (...args: Constant[]) => Constant>)[name];
  return method ? constant(method.apply(receiver.value, constants)) : null;
}

function argumentsOf(
  args: readonly Value[],
  takes: readonly Type['kind'][],
  call: MethodCall,
  reader: Reader,
): Expression[] | null {
  const expressions: Expression[] = [];
  for (const [i, arg] of args.entries()) {
    const at = call.node.arguments[i] ?? call.node;
    const there = present(reader, arg, at);
    const expression = there && reader.expression(there, at);
    if (!expression) return null;
    const wide = widened(expression);
    if (wide.type.kind !== takes[i]) return wrongArguments(call, takes, inWords(expression), reader);
    expressions.push(wide);
  }
  return expressions;
}

function wrongArguments(call: MethodCall, takes: readonly Type['kind'][], given: string, reader: Reader): null {
  return reader.report('wrongArguments', call.node, {
    name: call.name,
    takes: takes.length === 0 ? 'no argument' : takes.map((kind) => typeInWords({ kind } as Type)).join(' and '),
    given,
  });
}

function refuse(kind: string, { name, nameNode }: MethodCall, reader: Reader): null {
  if (kind === 'date' && LOCAL_TIME.test(name) && name.startsWith('get')) {
    return reader.report('localTime', nameNode, { method: name, utc: name.replace('get', 'getUTC') });
  }
  if (kind === 'date' && name.startsWith('set')) return reader.report('sideEffect', nameNode, { what: `'${name}'` });
  if (kind === 'date' && name.startsWith('to'))
    return reader.report('localTime', nameNode, { method: name, utc: 'toISOString' });
  return unknownMethod(reader, nameNode, name, typeInWords({ kind } as Type), supportedOf(kind));
}
