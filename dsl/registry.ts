/**
 * What transformed code calls while a pipeline's module runs: functions are registered with what they capture, and the
 * places of calls are recorded on the DSL values they made. Kept once per process (or Jest environment), under a global
 * symbol, so that two copies of this package agree.
 */
import { nodeOf, type Node, type StageNode } from './node.js';

/** Reads one captured identifier per property; a property may throw while its variable is not initialised yet. */
export type Captures = () => object;

export interface FunctionEntry {
  /** `file#offset` of the function's first character. */
  readonly site: string;
  readonly captures: Captures;
  /** Free identifiers that no scope of the file declares. */
  readonly globals: readonly string[];
}

interface Registry {
  sequence: number;
  readonly functions: WeakMap<object, FunctionEntry>;
  readonly stages: StageNode[];
}

const KEY = Symbol.for('pipectl.registry');
const holder = globalThis as { [KEY]?: Registry };
const registry: Registry = (holder[KEY] ??= { sequence: 0, functions: new WeakMap(), stages: [] });

/** The next position in the order of making. */
export const nextSequence = (): number => registry.sequence++;

/** Remembers that a stage was made, also when no output will ever reach it. */
export function addStage<N extends StageNode>(node: N): N {
  registry.stages.push(node);
  return node;
}

/** Every stage made so far, in order. */
export const stagesMade = (): readonly StageNode[] => registry.stages;

/** The entry of a function, or null when it was never registered. */
export const entryOf = (value: unknown): FunctionEntry | null =>
  typeof value === 'function' ? (registry.functions.get(value) ?? null) : null;

/** Registers a function and returns it; `name` restores the name that wrapping took away. */
export function register<F extends object>(
  fn: F,
  site: string,
  captures: Captures,
  globals: readonly string[] = [],
  name?: string,
): F {
  registry.functions.set(fn, { site, captures, globals });
  if (name !== undefined && (fn as { name?: unknown }).name === '') {
    Object.defineProperty(fn, 'name', { value: name, configurable: true });
  }
  return fn;
}

/** The position before a call: what is made from here on was made during it. */
export const mark = (): number => registry.sequence;

/** A variable's or property's name, or the names of a destructuring pattern by key. */
export type CallName = string | { readonly [key: string]: CallName };

/** Notes on the value of a call where the call stands and which name it initialises; gives the value back. */
export function record<T>(since: number, value: T, site: string | null, name?: CallName): T {
  const node = nodeOf(value);
  if (node && node.sequence >= since && node.site === null && site !== null) node.site = site;
  if (name !== undefined) infer(since, value, name);
  return value;
}

/** Outer calls are recorded after inner ones, so overwriting lets the outermost name win. */
function infer(since: number, value: unknown, name: CallName): void {
  if (typeof name === 'object') {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(name)) {
      const field = Object.getOwnPropertyDescriptor(value, key);
      if (field && 'value' in field) infer(since, field.value, inner);
    }
    return;
  }
  const node = nodeOf(value);
  if (node) return isStage(node) && node.sequence >= since ? nameChain(since, node, name) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  if (Object.getPrototypeOf(value) !== Object.prototype) return;
  for (const [key, field] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if ('value' in field && nodeOf(field.value)) infer(since, field.value, `${name}.${key}`);
  }
}

/** The earlier stages of the chain, made during the same call, lose their own names: they are steps of this one. */
function nameChain(since: number, last: StageNode, name: string): void {
  last.inferred = name;
  for (let stage = inputOf(last); stage && stage.sequence >= since; stage = inputOf(stage)) stage.inferred = null;
}

const inputOf = (stage: StageNode): StageNode | null =>
  stage.kind === 'source' ? null : stage.kind === 'aggregate' ? stage.grouped.of : stage.of;

const isStage = (node: Node): node is StageNode =>
  node.kind === 'source' || node.kind === 'filter' || node.kind === 'map' || node.kind === 'aggregate';
