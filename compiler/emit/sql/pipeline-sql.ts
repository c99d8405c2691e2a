/** `pipeline.sql`: the bundle as a script for people, which any Flink with the runtime jar can run too. */
import type { Bundle, BundleColumn, Origin, QueryStatement, Statement, TableStatement } from '../../ir/bundle.js';
import { quote, quoteString } from './print.js';

export function pipelineSql(bundle: Bundle): string {
  const inserts = bundle.statements.filter(isInsert);
  return [
    header(bundle),
    Object.entries(bundle.settings)
      .map(([key, value]) => `SET ${quoteString(key)} = ${quoteString(value)};`)
      .join('\n'),
    bundle.functions
      .map((used) => `CREATE TEMPORARY SYSTEM FUNCTION ${quote(used.name)} AS ${quoteString(used.class)};`)
      .join('\n'),
    ...bundle.statements.filter((statement) => !isInsert(statement)).map(definition),
    `EXECUTE STATEMENT SET\nBEGIN\n\n${inserts.map((insert) => `${comment(insert.origin)}\n${insert.sql};\n`).join('\n')}\nEND;`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const isInsert = (statement: Statement): statement is QueryStatement => statement.kind === 'insert';

const header = ({ pipeline, flink }: Bundle): string =>
  [
    `-- Pipeline ${pipeline}, for Flink ${flink}. Made by pipectl: an edit belongs in the TypeScript each statement names.`,
    '-- Runs with the connectors and functions of pipectl-runtime.jar, once ${…} are replaced by names of resources.',
  ].join('\n');

const comment = ({ file, line }: Origin): string => `-- ${file}:${line}`;

function definition(statement: Statement): string {
  const text =
    statement.kind === 'table'
      ? createTable(statement)
      : `CREATE TEMPORARY VIEW ${quote(statement.name)} AS\n${statement.sql}`;
  return `${comment(statement.origin)}\n${text};`;
}

function createTable({ name, columns, watermark, primaryKey, options }: TableStatement): string {
  const lines = [
    ...columns.map(column),
    ...(watermark ? [`WATERMARK FOR ${quote(watermark.column)} AS ${watermark.expression}`] : []),
    ...(primaryKey.length > 0 ? [`PRIMARY KEY (${primaryKey.map(quote).join(', ')}) NOT ENFORCED`] : []),
  ];
  const given = Object.entries(options).map(([key, value]) => `${quoteString(key)} = ${quoteString(value)}`);
  return `CREATE TABLE ${quote(name)} (\n${indented(lines)}\n) WITH (\n${indented(given)}\n)`;
}

/** Lines of a value of several lines keep their place: they are inside a literal. */
const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join(',\n');

function column({ name, type, metadata, computed }: BundleColumn): string {
  if (computed !== undefined) return `${quote(name)} AS ${computed}`;
  const from = metadata === undefined ? '' : ` METADATA FROM ${quoteString(metadata)} VIRTUAL`;
  return `${quote(name)} ${type}${from}`;
}
