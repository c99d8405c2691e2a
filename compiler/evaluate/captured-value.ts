/** A live value that a function captured → data that can leave the process, or words for what cannot. */
import { types } from 'node:util';
import { nodeOf } from '../../dsl/node.js';
import { entryOf, type FunctionEntry } from '../../dsl/registry.js';
import type { CapturedValue, LambdaReference } from '../ir/graph.js';
import { describeNode } from './describe.js';

/** More parts than this are not configuration but data, which belongs in a stream. */
const MOST_PARTS = 10_000;

interface Walk {
  /** What is being described, outermost first; meeting one again is a cycle. */
  readonly path: readonly object[];
  readonly budget: { parts: number };
}

export function lambdaReference(fn: (...args: never[]) => unknown): LambdaReference {
  return functionReference(fn, { path: [], budget: { parts: MOST_PARTS } });
}

function functionReference(fn: (...args: never[]) => unknown, walk: Walk): LambdaReference {
  const entry = entryOf(fn);
  if (!entry) return { kind: 'unregistered', name: fn.name };
  const hash = entry.site.lastIndexOf('#');
  const site = { file: entry.site.slice(0, hash), start: Number(entry.site.slice(hash + 1)) };
  return { kind: 'function', site, captures: capturesOf(entry, { ...walk, path: [...walk.path, fn] }) };
}

function capturesOf({ captures, globals }: FunctionEntry, walk: Walk): Record<string, CapturedValue> {
  const values: Record<string, CapturedValue> = {};
  const readers = captures();
  const set = (name: string, value: CapturedValue): void =>
    void Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
  for (const name of Object.keys(readers)) {
    set(
      name,
      read(() => (readers as Record<string, unknown>)[name], walk),
    );
  }
  for (const name of globals) if (!(name in values)) set(name, { kind: 'global', name });
  return values;
}

function read(get: () => unknown, walk: Walk): CapturedValue {
  try {
    return capturedValue(get(), walk);
  } catch {
    return { kind: 'opaque', what: 'a variable that is not initialised' };
  }
}

const opaque = (what: string): CapturedValue => ({ kind: 'opaque', what });

function capturedValue(value: unknown, walk: Walk): CapturedValue {
  if (--walk.budget.parts < 0) return opaque(`a value of more than ${MOST_PARTS} parts`);
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value };
    case 'number':
      return { kind: 'number', value: numberValue(value) };
    case 'bigint':
      return { kind: 'bigint', value: String(value) };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'undefined':
      return { kind: 'undefined' };
    case 'symbol':
      return opaque('a symbol');
    case 'function':
      return functionValue(value as (...args: never[]) => unknown, walk);
    default:
      return value === null ? { kind: 'null' } : objectValue(value as object, walk);
  }
}

function numberValue(value: number): number | 'NaN' | 'Infinity' | '-Infinity' | '-0' {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');
}

/** Globals that lambdas may use, found by identity so that `const { Number: N } = globalThis` still means `Number`. */
const GLOBALS = ['Math', 'Date', 'Number', 'String', 'Boolean', 'BigInt', 'Object', 'Array', 'JSON'];

const globalNamed = (value: object): string | undefined =>
  GLOBALS.find((name) => (globalThis as unknown as Record<string, unknown>)[name] === value);

function functionValue(fn: (...args: never[]) => unknown, walk: Walk): CapturedValue {
  const global = globalNamed(fn);
  if (global !== undefined) return { kind: 'global', name: global };
  if (walk.path.includes(fn)) return opaque('a function that calls itself');
  return functionReference(fn, walk);
}

function objectValue(value: object, walk: Walk): CapturedValue {
  const global = globalNamed(value);
  if (global !== undefined) return { kind: 'global', name: global };
  if (walk.path.includes(value)) return opaque('an object that contains itself');
  const inside = { ...walk, path: [...walk.path, value] };
  if (types.isDate(value)) return dateValue(value.getTime());
  if (Array.isArray(value)) return { kind: 'array', items: value.map((item: unknown) => capturedValue(item, inside)) };
  const node = nodeOf(value);
  if (node) return opaque(describeNode(node));
  if (types.isModuleNamespaceObject(value) || isPlain(value)) return plainObject(value, inside);
  return opaque(`an instance of ${constructorName(value)}`);
}

const dateValue = (time: number): CapturedValue =>
  Number.isNaN(time) ? opaque('an invalid date') : { kind: 'date', value: time };

/** True across realms: the prototype is an Object.prototype (which has none itself), or there is none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty');
}

function plainObject(value: object, walk: Walk): CapturedValue {
  const fields: Record<string, CapturedValue> = {};
  // A namespace's own keys throw when they are not initialised, and getters are not run.
  for (const name of Object.getOwnPropertyNames(value)) {
    const field = fieldValue(value, name, walk);
    if (field)
      Object.defineProperty(fields, name, { value: field, enumerable: true, configurable: true, writable: true });
  }
  return { kind: 'object', fields };
}

function fieldValue(value: object, name: string, walk: Walk): CapturedValue | null {
  let descriptor: PropertyDescriptor | undefined;
  try {
    descriptor = Object.getOwnPropertyDescriptor(value, name);
  } catch {
    return opaque('a variable that is not initialised');
  }
  if (!descriptor?.enumerable) return null;
  return 'value' in descriptor ? capturedValue(descriptor.value, walk) : opaque('a getter');
}

function constructorName(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'a class';
}
