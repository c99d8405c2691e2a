/** The table of an output. Only key columns are NOT NULL (a primary key makes them so), and hidden ones are only keys. */
import type { BundleColumn } from '../../ir/bundle.js';
import type { Write } from '../../ir/plan.js';
import type { Sink } from '../../ir/pipeline.js';
import type { Placeholders, Resource } from '../placeholders.js';
import type { TableDefinition } from '../statements.js';
import { expressionSql } from './expression.js';
import { identifier, item, select, table, type Insert } from './tree.js';
import { sqlType } from './types.js';
import { DEAD_LETTERS, LETTER_COLUMNS } from './letters.js';

interface SinkShape {
  readonly connector: string;
  /** What an environment binds; a resource's kind is the option that holds its placeholder. */
  readonly resources: readonly Resource[];
  /** Options that are the same in every environment. */
  readonly options: Readonly<Record<string, string>>;
  readonly hidden: { readonly name: string; readonly value: Parameters<typeof expressionSql>[0] } | null;
  readonly primaryKey: readonly string[];
}

const SHAPES: { readonly [K in Sink['kind']]: (sink: Extract<Sink, { kind: K }>) => SinkShape } = {
  firehose: ({ deliveryStream, partitionBy }) => ({
    connector: 'pipectl-firehose',
    resources: [{ kind: 'delivery-stream', name: deliveryStream }],
    options: columnOption('partition-by', partitionBy),
    hidden: null,
    primaryKey: [],
  }),
  dynamodb: ({ table, partitionKey, sortKey, nulls, onlyIfNewer, timeToLive }) => ({
    connector: 'pipectl-dynamodb',
    resources: [{ kind: 'table', name: table }],
    options: { nulls, ...columnOption('only-if-newer', onlyIfNewer), ...columnOption('time-to-live', timeToLive) },
    hidden: null,
    primaryKey: sortKey === null ? [partitionKey] : [partitionKey, sortKey],
  }),
  opensearch: ({ index, id, onlyIfNewer }) => ({
    connector: 'pipectl-opensearch',
    resources: [
      { kind: 'index', name: index },
      { kind: 'endpoint', name: `${index}.endpoint`, default: null },
      { kind: 'credentials', name: `${index}.credentials`, default: 'sigv4' },
    ],
    options: columnOption('only-if-newer', onlyIfNewer),
    hidden: id && { name: '$id', value: id },
    primaryKey: id ? ['$id'] : [],
  }),
  kinesisStream: ({ stream, partitionKey }) => ({
    connector: 'pipectl-kinesis',
    resources: [{ kind: 'stream', name: stream }],
    options: {},
    hidden: { name: '$partitionKey', value: partitionKey },
    primaryKey: [],
  }),
};

const columnOption = (option: string, column: string | null): Readonly<Record<string, string>> =>
  column === null ? {} : { [option]: column };

export const sinkShape = (sink: Sink): SinkShape => SHAPES[sink.kind](sink as never);

export const tableOf = (output: string): string => `sink.${output}`;

interface Names {
  readonly pipeline: string;
  readonly nameOf: Placeholders['nameOf'];
  /** The placeholder of the target of the dead letters, where rows go that the service refuses. */
  readonly deadLetters: string;
}

export function sinkTable({ output, sink, columns }: Write, { pipeline, nameOf, deadLetters }: Names): TableDefinition {
  const { connector, resources, options, hidden, primaryKey } = sinkShape(sink);
  const hiddenColumn: BundleColumn[] = hidden ? [{ name: hidden.name, type: 'STRING' }] : [];
  return {
    name: tableOf(output),
    columns: [...hiddenColumn, ...columns.map(({ name, type }) => ({ name, type: sqlType(type) }))],
    watermark: null,
    primaryKey,
    options: {
      connector,
      ...Object.fromEntries(resources.map(({ kind, name }) => [kind, nameOf(kind, name)])),
      ...options,
      output,
      pipeline,
      'dead-letters': deadLetters,
    },
    uses: [],
  };
}

export function insertOf({ output, of, sink, columns }: Write): Insert {
  const { hidden } = sinkShape(sink);
  const items = [
    ...(hidden ? [item(expressionSql(hidden.value), hidden.name)] : []),
    ...columns.map(({ name }) => item(identifier(name), name)),
  ];
  return {
    kind: 'insert',
    into: tableOf(output),
    columns: items.map(({ as }) => as ?? ''),
    query: select(items, table(of)),
  };
}

export const deadLetterTable = (placeholder: string): TableDefinition => ({
  name: tableOf(DEAD_LETTERS),
  columns: LETTER_COLUMNS,
  watermark: null,
  primaryKey: [],
  options: { connector: 'pipectl-dead-letters', target: placeholder, output: DEAD_LETTERS },
  uses: [],
});
