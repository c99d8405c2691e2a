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
  if (name !== undefined) infer(since, namedStages(value, name));
  return value;
}

interface Named {
  readonly stage: StageNode;
  readonly name: string;
}

/** Outer calls are recorded after inner ones, so overwriting lets the outermost name win. */
function infer(since: number, named: readonly Named[]): void {
  const made = named.filter(({ stage }) => stage.sequence >= since);
  // The earlier stages of a chain, made during the same call, lose their own names: they are steps of its last.
  for (const { stage: last } of made) {
    for (let stage = inputOf(last); stage && stage.sequence >= since; stage = inputOf(stage)) stage.inferred = null;
  }
  for (const { stage, name } of made) stage.inferred = name;
}

/** The stages that a value holds and what they are called: itself, what a pattern takes from it, a plain object's fields. */
function namedStages(value: unknown, name: CallName): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof name === 'object') {
    return Object.entries(name).flatMap(([key, inner]) => namedStages(field(value, key), inner));
  }
  const node = nodeOf(value);
  if (node) return isStage(node) ? [{ stage: node, name }] : [];
  if (Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.keys(value).flatMap((key) =>
    nodeOf(field(value, key)) ? namedStages(field(value, key), `${name}.${key}`) : [],
  );
}

/** Getters are not run. */
const field = (value: object, key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value as unknown;

const inputOf = (stage: StageNode): StageNode | null =>
  stage.kind === 'source' ? null : stage.kind === 'aggregate' ? stage.grouped.of : stage.of;

const STAGES: readonly string[] = ['source', 'filter', 'map', 'enrich', 'aggregate'] satisfies StageNode['kind'][];

const isStage = (node: Node): node is StageNode => STAGES.includes(node.kind);
