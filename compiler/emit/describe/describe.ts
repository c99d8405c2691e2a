/** The plan's stages and outputs in words, for the bundle. */
import type {
  Description,
  DescribedColumn,
  DescribedOutput,
  DescribedStage,
  DescribedValue,
} from '../../ir/description.js';
import type { NamedExpression } from '../../ir/expression.js';
import type { Aggregate, Sink, Stage } from '../../ir/pipeline.js';
import type { Plan, Write } from '../../ir/plan.js';
import type { Field } from '../../ir/types.js';
import { originOf, type Places } from '../origin.js';
import { expressionText } from './expression-text.js';
import { typeText } from './type-text.js';

export function describe({ stages, writes, deadLetters, rejectRate }: Plan, places: Places): Description {
  return {
    stages: stages.map((stage) => describeStage(stage, places)),
    outputs: writes.map((write) => describeOutput(write, places)),
    deadLetters: { target: deadLetters, rejectRate },
  };
}

const column = (field: Field): DescribedColumn => ({ name: field.name, type: typeText(field) });

const value = ({ name, value: expression }: NamedExpression): DescribedValue => ({
  name,
  type: typeText(expression),
  value: expressionText(expression),
});

const aggregate = ({ name, kind, of, result }: Aggregate) => ({
  name,
  type: typeText(result),
  kind,
  of: of && expressionText(of),
});

function describeStage(stage: Stage, places: Places): DescribedStage {
  const common = { name: stage.name, origin: originOf(stage.span, places) };
  switch (stage.kind) {
    case 'source': {
      const { kind, connector, stream, outOfOrder, idleAfter, maxAhead, timestamps, start } = stage;
      return {
        kind,
        ...common,
        connector,
        stream,
        columns: stage.schema.map(column),
        time: expressionText(stage.time),
        outOfOrder,
        idleAfter,
        maxAhead,
        timestamps,
        rules: stage.rules.map(({ name, where }) => ({ name, where: expressionText(where) })),
        start: typeof start === 'string' ? start : new Date(start.at).toISOString(),
      };
    }
    case 'filter':
      return { kind: 'filter', ...common, of: stage.of, where: expressionText(stage.where) };
    case 'map':
      return { kind: 'map', ...common, of: stage.of, columns: stage.to.map(value) };
    case 'enrich': {
      const { kind, of, lookup, on, columns, onMissing, cache, schema } = stage;
      const added = schema.slice(schema.length - columns.length).map(column);
      const { connector, table } = lookup;
      return { kind, ...common, of, connector, table, on: on.map(value), columns: added, onMissing, cache };
    }
    case 'window': {
      const { kind, of, keys, window, aggregates } = stage;
      const { span: _, ...shape } = window;
      return { kind, ...common, of, keys: keys.map(value), window: shape, aggregates: aggregates.map(aggregate) };
    }
    case 'continuous': {
      const { kind, of, keys, retain, aggregates } = stage;
      if (retain === null) throw new Error(`check let '${stage.name}' through without a retention`);
      return { kind, ...common, of, keys: keys.map(value), retain, aggregates: aggregates.map(aggregate) };
    }
  }
}

function describeOutput({ output, of, sink, columns, changes, span }: Write, places: Places): DescribedOutput {
  return {
    name: output,
    origin: originOf(span, places),
    of,
    sink: sink.kind,
    ...SINKS[sink.kind](sink as never),
    columns: columns.map(column),
    rows: changes ? 'replaced' : 'appended',
  };
}

type SinkWords = Pick<DescribedOutput, 'resource' | 'key' | 'nulls' | 'onlyIfNewer'>;

const SINKS: { readonly [K in Sink['kind']]: (sink: Extract<Sink, { kind: K }>) => SinkWords } = {
  firehose: ({ deliveryStream }) => ({ resource: deliveryStream, key: [], nulls: null, onlyIfNewer: null }),
  dynamodb: ({ table, partitionKey, sortKey, nulls, onlyIfNewer }) => ({
    resource: table,
    key: sortKey === null ? [partitionKey] : [partitionKey, sortKey],
    nulls,
    onlyIfNewer,
  }),
  opensearch: ({ index, id, onlyIfNewer }) => ({
    resource: index,
    key: id ? [expressionText(id)] : [],
    nulls: null,
    onlyIfNewer,
  }),
  kinesisStream: ({ stream, partitionKey }) => ({
    resource: stream,
    key: [expressionText(partitionKey)],
    nulls: null,
    onlyIfNewer: null,
  }),
};
