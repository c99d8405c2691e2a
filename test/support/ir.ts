/** Pipelines written as data, for what the DSL and TypeScript would not let through, or where no file is wanted. */
import type { AggregateKind, GraphSettings } from '../../compiler/ir/graph.js';
import type { Expression, NamedExpression } from '../../compiler/ir/expression.js';
import type {
  Aggregate,
  ContinuousAggregate,
  Filter,
  Map as MapStage,
  Output,
  Pipeline,
  Sink,
  Source,
  Stage,
  Window,
  WindowAggregate,
} from '../../compiler/ir/pipeline.js';
import type { Span } from '../../compiler/ir/span.js';
import type { Absence, Column, Field, ScalarKind, Type } from '../../compiler/ir/types.js';

/** Distinct spans, so that a test can tell what a message points at. */
let offset = 0;
export const span = (): Span => ({ file: '/base/pipeline.ts', start: offset++, end: offset });

export const type = (kind: ScalarKind): Type => ({ kind });
export const field = (name: string, kind: ScalarKind | Type, absence: Absence = 'never'): Field => ({
  name,
  type: typeof kind === 'string' ? { kind } : kind,
  absence,
});

export const column = (name: string, kind: ScalarKind | Type, absence: Absence = 'never'): Expression => ({
  kind: 'column',
  name,
  type: typeof kind === 'string' ? { kind } : kind,
  absence,
  span: span(),
});

export const text = (value: string): Expression => ({
  kind: 'literal',
  literal: { kind: 'string', value },
  type: { kind: 'string' },
  absence: 'never',
  span: span(),
});

export const concat = (left: Expression, right: Expression): Expression => ({
  kind: 'call',
  function: 'string.concat',
  args: [left, right],
  type: { kind: 'string' },
  absence: 'never',
  span: span(),
});

export const equals = (left: Expression, right: Expression): Expression => ({
  kind: 'call',
  function: 'equals',
  args: [left, right],
  type: { kind: 'boolean' },
  absence: 'never',
  span: span(),
});

export const named = (columns: Record<string, Expression>): NamedExpression[] =>
  Object.entries(columns).map(([name, value]) => ({ name, value }));

export const source = (name: string, schema: readonly Field[], given: Partial<Source> = {}): Source => ({
  kind: 'source',
  name,
  schema,
  span: span(),
  connector: 'kinesis',
  stream: name,
  time: column('at', 'date'),
  outOfOrder: 30_000,
  idleAfter: null,
  maxAhead: 3_600_000,
  timestamps: 'iso',
  rules: [],
  start: 'trim-horizon',
  ...given,
});

export const filter = (name: string, of: Stage, where: Expression): Filter => ({
  kind: 'filter',
  name,
  schema: of.schema,
  span: span(),
  of: of.name,
  where,
});

const fieldsOf = (columns: readonly NamedExpression[]): Field[] =>
  columns.map(({ name, value }) => ({ name, type: value.type, absence: value.absence }));

export const map = (name: string, of: Stage, columns: Record<string, Expression>): MapStage => ({
  kind: 'map',
  name,
  schema: fieldsOf(named(columns)),
  span: span(),
  of: of.name,
  to: named(columns),
});

export const aggregate = (name: string, kind: AggregateKind, of: Expression | null, result: Column): Aggregate => ({
  name,
  kind,
  of,
  result: { name, ...result },
  span: span(),
});

export const count = (name: string, of: Expression | null = null): Aggregate =>
  aggregate(name, 'count', of, { type: { kind: 'bigint' }, absence: 'never' });

export const tumble = (size: number, offset = 0): Window => ({ kind: 'tumble', size, step: 0, offset, span: span() });

const DATE: Column = { type: { kind: 'date' }, absence: 'never' };

export const windowed = (
  name: string,
  of: Stage,
  keys: Record<string, Expression>,
  window: Window,
  aggregates: readonly Aggregate[],
): WindowAggregate => ({
  kind: 'window',
  name,
  schema: [
    ...fieldsOf(named(keys)),
    { name: 'windowStart', ...DATE },
    { name: 'windowEnd', ...DATE },
    ...aggregates.map(({ result }) => result),
  ],
  span: span(),
  of: of.name,
  keys: named(keys),
  keySpan: span(),
  window,
  aggregates,
});

export const continuous = (
  name: string,
  of: Stage,
  keys: Record<string, Expression>,
  aggregates: readonly Aggregate[],
  retain: ContinuousAggregate['retain'] = 'forever',
): ContinuousAggregate => ({
  kind: 'continuous',
  name,
  schema: [...fieldsOf(named(keys)), ...aggregates.map(({ result }) => result)],
  span: span(),
  of: of.name,
  keys: named(keys),
  keySpan: span(),
  retain,
  aggregates,
});

export const output = (of: Stage, sink: Sink, name = resource(sink)): Output => ({
  name,
  of: of.name,
  sink,
  span: span(),
  sinkSpan: span(),
});

function resource(sink: Sink): string {
  switch (sink.kind) {
    case 'firehose':
      return sink.deliveryStream;
    case 'dynamodb':
      return sink.table;
    case 'opensearch':
      return sink.index;
    case 'kinesisStream':
      return sink.stream;
  }
}

export const firehose = (deliveryStream: string): Sink => ({ kind: 'firehose', deliveryStream, partitionBy: null });
export const dynamodb = (
  table: string,
  partitionKey: string,
  sortKey: string | null = null,
  overwrite = false,
): Sink => ({
  kind: 'dynamodb',
  table,
  partitionKey,
  sortKey,
  overwrite,
  nulls: 'skip',
  onlyIfNewer: null,
  timeToLive: null,
});
export const opensearch = (index: string, id: Expression | null = null): Sink => ({
  kind: 'opensearch',
  index,
  id,
  onlyIfNewer: null,
});

const SETTINGS: GraphSettings = {
  parallelism: null,
  checkpointEvery: null,
  runtime: null,
  deadLetters: null,
  rejectRate: null,
};

export function pipeline(
  name: string,
  stages: readonly Stage[],
  outputs: readonly Output[],
  settings: Partial<GraphSettings> = {},
): Pipeline {
  const used = new Set<string>();
  const use = (stage: string): void => {
    if (used.has(stage)) return;
    used.add(stage);
    const found = stages.find((each) => each.name === stage);
    if (found && found.kind !== 'source') use(found.of);
  };
  outputs.forEach(({ of }) => use(of));
  const unused = stages.map((stage) => stage.name).filter((stage) => !used.has(stage));
  return { name, settings: { ...SETTINGS, ...settings }, stages, unused, outputs, span: span() };
}
