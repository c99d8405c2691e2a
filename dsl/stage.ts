/** What a `Stream` and a `Table` are at run time: one object over a stage's node. Which of the two it is, only types say. */
import { callback, duration, oneOf, options as known, stageName } from './arguments.js';
import { DslError } from './dsl-error.js';
import {
  NODE,
  nodeOf,
  type AggregateNode,
  type KeyedNode,
  type EnrichNode,
  type LiveFunction,
  type LookupNode,
  type SinkNode,
  type StageNode,
  type WindowNode,
} from './node.js';
import { makeOutput, type Output } from './output.js';
import { addStage, nextSequence } from './registry.js';

const made = () => ({ sequence: nextSequence(), site: null });
const stageMade = () => ({ ...made(), named: null, inferred: null });

class Stage {
  readonly [NODE]: StageNode;

  constructor(node: StageNode) {
    this[NODE] = addStage(node);
  }

  filter(where: LiveFunction): Stage {
    return new Stage({ kind: 'filter', ...stageMade(), of: this[NODE], where: callback(where, 'what filter keeps') });
  }

  map(to: LiveFunction): Stage {
    return new Stage({ kind: 'map', ...stageMade(), of: this[NODE], to: callback(to, 'what map gives') });
  }

  enrich(table: unknown, options: EnrichOptions): Stage {
    known(options, ['on', 'columns', 'onMissing', 'cache'], 'enrich');
    const { on, columns, onMissing = 'null', cache = {} } = options;
    return new Stage({
      kind: 'enrich',
      ...stageMade(),
      of: this[NODE],
      lookup: lookupNode(table),
      on: callback(on, "enrich's on"),
      columns: columnNames(columns),
      onMissing: oneOf(onMissing, ['null', 'drop'], "enrich's onMissing"),
      cache: cacheOf(cache),
    });
  }

  keyBy(key: LiveFunction): Grouped {
    const keyed = callback(key, 'the key');
    return new Grouped({ kind: 'keyed', ...made(), of: this[NODE], key: keyed, keyNode: null, window: null });
  }

  window(window: unknown): Grouped {
    const cut = windowNode(window);
    return new Grouped({ kind: 'keyed', ...made(), of: this[NODE], key: null, keyNode: null, window: cut });
  }

  named(name: string): Stage {
    const node = this[NODE];
    const checked = stageName(name, "a stage's name");
    if (node.named !== null && node.named !== checked) {
      throw new DslError(
        `'${node.named}' is already named`,
        `leave out  .named('${node.named}')  or  .named('${checked}')`,
      );
    }
    node.named = checked;
    return this;
  }

  to(sink: unknown): Output {
    const node = nodeOf(sink);
    if (node?.kind === 'sink') return makeOutput(this[NODE], node satisfies SinkNode);
    throw new DslError('what .to(…) is given is not a sink', "write  .to(firehose({ deliveryStream: 'archive' }))");
  }
}

class Grouped {
  readonly [NODE]: KeyedNode;

  constructor(node: KeyedNode) {
    this[NODE] = node;
  }

  window(window: unknown): Grouped {
    const { of, key } = this[NODE];
    return new Grouped({ kind: 'keyed', ...made(), of, key, keyNode: this[NODE], window: windowNode(window) });
  }

  aggregate(aggregates: Record<string, unknown>, state?: { retain?: unknown }): Stage {
    if (state !== undefined) known(state, ['retain'], 'aggregate');
    const retain =
      state?.retain === undefined || state.retain === 'forever' ? state?.retain : duration(state.retain, 'retain');
    return new Stage({
      kind: 'aggregate',
      ...stageMade(),
      grouped: this[NODE],
      retain: retain ?? null,
      aggregates: Object.entries(aggregates).map(([name, value]) => ({ name, node: aggregateNode(name, value) })),
    });
  }
}

interface EnrichOptions {
  readonly on: unknown;
  readonly columns: unknown;
  readonly onMissing?: unknown;
  readonly cache?: { readonly rows?: unknown; readonly age?: unknown };
}

const CACHE: EnrichNode['cache'] = { rows: 10_000, age: 60_000 };

function cacheOf(cache: NonNullable<EnrichOptions['cache']>): EnrichNode['cache'] {
  const { rows = CACHE.rows, age } = known(cache, ['rows', 'age'], "enrich's cache");
  if (typeof rows !== 'number' || !Number.isInteger(rows) || rows < 0 || rows > 10_000_000) {
    throw new DslError(
      `enrich's cache has ${String(rows)} rows`,
      'write  rows: 10_000  or another whole number from 0',
    );
  }
  return { rows, age: age === undefined ? CACHE.age : duration(age, "enrich's cache age") };
}

function columnNames(columns: unknown): readonly string[] {
  if (Array.isArray(columns) && columns.length > 0 && columns.every((each) => typeof each === 'string')) {
    const twice = columns.find((each, i) => columns.indexOf(each) < i);
    if (twice === undefined) return columns;
    throw new DslError(`enrich's columns name '${twice}' twice`, 'name it once');
  }
  throw new DslError("enrich's columns are not a list of names", "write  columns: ['name']");
}

function lookupNode(table: unknown): LookupNode {
  const node = nodeOf(table);
  if (node?.kind === 'lookup') return node;
  throw new DslError(
    'what .enrich(…) is given is not a table to look up in',
    "write  .enrich(dynamodbTable<Title>({ table: 'titles', partitionKey: 'titleId' }), { … })",
  );
}

function windowNode(window: unknown): WindowNode {
  const node = nodeOf(window);
  if (node?.kind === 'window') return node;
  throw new DslError('what .window(…) is given is not a window', 'write  .window(tumble(minutes(5)))');
}

function aggregateNode(name: string, value: unknown): AggregateNode {
  const node = nodeOf(value);
  if (node?.kind === 'aggregate-function') return node;
  throw new DslError(`'${name}' is not an aggregate`, `write  ${name}: count()  or another aggregate function`);
}

/** The run-time object of a stage; callers give it the type that their part of the DSL promises. */
export const makeStage = (node: StageNode): unknown => new Stage(node);
