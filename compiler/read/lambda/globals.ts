/** Math, Number, String, Date and their kin: constants, the functions that have an equal in SQL, and why the others have none. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { FunctionName } from '../../ir/functions.js';
import { present } from './absence.js';
import { apply } from './build.js';
import { inWords } from './columns.js';
import { truthOf, truthValue } from './condition.js';
import { widened } from './numbers.js';
import { spanOf, textOf, type Reader } from './reader.js';
import { concatenated, textOfValue } from './text.js';
import { constant, dynamic, type Constant, type Value } from './value.js';

const CONSTANTS: Readonly<Record<string, Constant>> = {
  NaN: NaN,
  Infinity: Infinity,
  undefined: undefined,
  ...Object.fromEntries(
    (['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'] as const).map((name) => [
      `Math.${name}`,
      Math[name],
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        'MAX_SAFE_INTEGER',
        'MIN_SAFE_INTEGER',
        'MAX_VALUE',
        'MIN_VALUE',
        'EPSILON',
        'NaN',
        'POSITIVE_INFINITY',
        'NEGATIVE_INFINITY',
      ] as const
    ).map((name) => [`Number.${name}`, Number[name]]),
  ),
};

const NAMES = new Set([
  'Math',
  'Number',
  'String',
  'Boolean',
  'BigInt',
  'Date',
  'JSON',
  'Object',
  'Array',
  'Symbol',
  'Intl',
  'RegExp',
  'Promise',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'console',
  'process',
  'crypto',
  'performance',
  'globalThis',
  'structuredClone',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'fetch',
  'setTimeout',
]);

/** A global by name, when it is one. */
export function globalNamed(name: string): Value | undefined {
  if (Object.hasOwn(CONSTANTS, name)) return constant(CONSTANTS[name]);
  return NAMES.has(name) ? { kind: 'global', name } : undefined;
}

export function globalProperty(of: string, key: string): Value {
  const name = `${of}.${key}`;
  return Object.hasOwn(CONSTANTS, name) ? constant(CONSTANTS[name]) : { kind: 'global', name };
}

type Call = (args: readonly Value[], node: ts.CallExpression, reader: Reader) => Value | null;

const CALLS: Readonly<Record<string, Call>> = {
  'Math.floor': one('math.floor', Math.floor),
  'Math.ceil': one('math.ceil', Math.ceil),
  'Math.abs': one('math.abs', Math.abs),
  'Math.min': many('math.min', Math.min),
  'Math.max': many('math.max', Math.max),
  'Number.isNaN': (args, node, reader) => {
    const numbers = numbersOf('Number.isNaN', args, node, reader);
    const [first] = numbers ?? [];
    if (!numbers || first === undefined) return null;
    return typeof first === 'number'
      ? constant(Number.isNaN(first))
      : dynamic(apply('number.isNaN', [first], spanOf(node)));
  },
  String: (args, node, reader) => {
    const [value] = args;
    if (!value) return constant('');
    const text = textOfValue(value, node.arguments[0] ?? node, reader);
    return text === null ? null : concatenated([text], node);
  },
  Boolean: (args, node, reader) => {
    const [value] = args;
    const truth = value ? truthOf(value, node.arguments[0] ?? node, reader) : false;
    return truth === null ? null : truthValue(truth);
  },
};

const REPLAY = 'use a time of the row, e.g.  e.at.getTime(), or a captured constant';
const NOT_REPLAYABLE: Readonly<Record<string, string>> = {
  'Math.random': 'take it from the row, e.g. from an id',
  'Date.now': REPLAY,
  Date: REPLAY,
  'performance.now': REPLAY,
  'crypto.randomUUID': 'take it from the row, e.g. from an id',
  'crypto.getRandomValues': 'take it from the row, e.g. from an id',
};

const INSTEAD: Readonly<Record<string, string>> = {
  Number: 'declare the field as number in the type of the source',
  parseInt: 'declare the field as number in the type of the source',
  parseFloat: 'declare the field as number in the type of the source',
  'Number.parseFloat': 'declare the field as number in the type of the source',
  'Number.parseInt': 'declare the field as number in the type of the source',
  BigInt: 'declare the field as bigint in the type of the source',
  isNaN: 'write  Number.isNaN(…)',
  'Math.round': 'write  Math.floor(x + 0.5)',
  'Math.trunc': 'write  x < 0 ? Math.ceil(x) : Math.floor(x)',
  'Math.sign': 'write  x < 0 ? -1 : x > 0 ? 1 : 0',
  'JSON.parse': 'declare the nested fields in the type of the source',
  'JSON.stringify': 'give each part a column of its own',
};

export function callGlobal(
  name: string,
  args: readonly Value[],
  node: ts.CallExpression,
  reader: Reader,
): Value | null {
  const call = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (call) return call(args, node, reader);
  const instead = Object.hasOwn(NOT_REPLAYABLE, name) ? NOT_REPLAYABLE[name] : undefined;
  if (instead !== undefined) return reader.report('notReplayable', node, { text: textOf(node), instead });
  const known = computed(name, args);
  if (known) return known;
  if (name.startsWith('console.')) return reader.report('sideEffect', node, { what: `'${name}'` });
  return reader.report('unknownFunction', node.expression, {
    name,
    instead: INSTEAD[name] ?? 'compute the value before it enters the stream, or outside the lambda',
  });
}

/** Functions that give the same everywhere, with constants: JavaScript itself answers. */
function computed(name: string, args: readonly Value[]): Value | null {
  const [of, key] = name.split('.');
  if (of !== 'Math' && name !== 'Number' && name !== 'BigInt' && name !== 'Date.UTC' && of !== 'Number') return null;
  const constants = args.map((arg) => (arg.kind === 'constant' ? arg.value : undefined));
  if (args.some((arg) => arg.kind !== 'constant')) return null;
  const global: unknown = (globalThis as unknown as Record<string, unknown>)[of ?? ''];
  const fn: unknown = key === undefined ? global : (global as Record<string, unknown>)[key];
  if (typeof fn !== 'function') return null;
  try {
    const value: unknown = fn.apply(global, constants);
    return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
      ? constant(value)
      : null;
  } catch {
    return null;
  }
}

function one(name: FunctionName, compute: (n: number) => number): Call {
  return (args, node, reader) => {
    if (args.length !== 1) {
      return reader.report('wrongArguments', node, {
        name: textOf(node.expression),
        takes: 'one number',
        given: `${args.length} arguments`,
      });
    }
    const [first] = numbersOf(textOf(node.expression), args, node, reader) ?? [];
    if (first === undefined) return null;
    return typeof first === 'number' ? constant(compute(first)) : dynamic(apply(name, [first], spanOf(node)));
  };
}

function many(name: FunctionName, compute: (...numbers: number[]) => number): Call {
  return (args, node, reader) => {
    const numbers = numbersOf(textOf(node.expression), args, node, reader);
    if (!numbers) return null;
    const constants = numbers.filter((number) => typeof number === 'number');
    const expressions = numbers.filter((number) => typeof number !== 'number');
    if (expressions.length === 0) return constant(compute(...constants));
    // Constants are folded into one; the result does not depend on the order.
    const folded = constants.length > 0 ? reader.expression(constant(compute(...constants)), node) : null;
    const all = folded ? [...expressions, folded] : expressions;
    return dynamic(all.reduce((left, right) => apply(name, [left, right], spanOf(node))));
  };
}

/** Arguments that must be numbers: constants as they are. */
function numbersOf(
  name: string,
  args: readonly Value[],
  node: ts.CallExpression,
  reader: Reader,
): (number | Expression)[] | null {
  const numbers: (number | Expression)[] = [];
  for (const [i, arg] of args.entries()) {
    const at = node.arguments[i] ?? node;
    const there = present(reader, arg, at);
    if (!there) return null;
    if (there.kind === 'constant' && typeof there.value === 'number') {
      numbers.push(there.value);
      continue;
    }
    const expression = reader.expression(there, at);
    if (!expression) return null;
    const wide = widened(expression);
    if (wide.type.kind !== 'number') {
      return reader.report('wrongArguments', at, { name, takes: 'numbers', given: inWords(expression) });
    }
    numbers.push(wide);
  }
  return numbers;
}
