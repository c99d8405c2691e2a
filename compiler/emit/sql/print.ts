/**
 * The one printer of SQL: every identifier quoted, every literal written so that any value is safe in it,
 * parentheses from precedence, one clause and one column per line.
 */
import type { BinaryOperator, Insert, Query, Relation, Select, SelectItem, Sql } from './tree.js';

export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
export const quoteString = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** How tightly a node holds together; a looser operand gets parentheses. */
const BINDING = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  additive: 6,
  multiplicative: 7,
  negative: 8,
  atom: 9,
};

const OPERATORS: Record<BinaryOperator, { readonly binding: number; readonly left: number; readonly right: number }> = {
  OR: { binding: BINDING.or, left: BINDING.or, right: BINDING.and },
  AND: { binding: BINDING.and, left: BINDING.and, right: BINDING.not },
  ...comparisons('=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'),
  // Beside arithmetic `||` always gets parentheses: dialects disagree on which binds tighter.
  '||': { binding: BINDING.concat, left: BINDING.concat, right: BINDING.atom },
  '+': { binding: BINDING.additive, left: BINDING.additive, right: BINDING.multiplicative },
  '-': { binding: BINDING.additive, left: BINDING.additive, right: BINDING.multiplicative },
  '*': { binding: BINDING.multiplicative, left: BINDING.multiplicative, right: BINDING.negative },
  '/': { binding: BINDING.multiplicative, left: BINDING.multiplicative, right: BINDING.negative },
};

function comparisons<O extends BinaryOperator>(
  ...operators: O[]
): Record<O, { binding: number; left: number; right: number }> {
  const one = { binding: BINDING.comparison, left: BINDING.additive, right: BINDING.additive };
  return Object.fromEntries(operators.map((operator) => [operator, one])) as Record<O, typeof one>;
}

function binding(sql: Sql): number {
  switch (sql.kind) {
    case 'binary':
      return OPERATORS[sql.operator].binding;
    case 'prefix':
      return sql.operator === 'NOT' ? BINDING.not : BINDING.negative;
    case 'postfix':
      return BINDING.comparison;
    case 'double':
    case 'integer':
      return sql.value < 0 ? BINDING.negative : BINDING.atom;
    default:
      return BINDING.atom;
  }
}

const operand = (sql: Sql, atLeast: number): string => (binding(sql) < atLeast ? `(${print(sql)})` : print(sql));
const list = (nodes: readonly Sql[]): string => nodes.map(print).join(', ');

/** An expression on one line. */
export function print(sql: Sql): string {
  switch (sql.kind) {
    case 'identifier':
      return sql.path.map(quote).join('.');
    case 'string':
      return quoteString(sql.value);
    case 'double':
      return printDouble(sql.value);
    case 'integer':
      return String(sql.value);
    case 'interval':
      return printInterval(sql.milliseconds);
    case 'keyword':
      return sql.word;
    case 'call':
      return `${/^[A-Z_0-9]+$/.test(sql.name) ? sql.name : quote(sql.name)}(${list(sql.args)})`;
    case 'binary': {
      const { left, right } = OPERATORS[sql.operator];
      return `${operand(sql.left, left)} ${sql.operator} ${operand(sql.right, right)}`;
    }
    case 'prefix':
      return sql.operator === 'NOT' ? `NOT ${operand(sql.of, BINDING.atom)}` : `-${operand(sql.of, BINDING.atom)}`;
    case 'postfix':
      return `${operand(sql.of, BINDING.atom)} ${sql.operator}`;
    case 'case': {
      const branches = sql.branches.map(({ when, then }) => `WHEN ${print(when)} THEN ${print(then)}`);
      return `CASE ${branches.join(' ')} ELSE ${print(sql.otherwise)} END`;
    }
    case 'cast':
      return `CAST(${print(sql.of)} AS ${sql.type})`;
    case 'row':
      return `ROW(${list(sql.fields)})`;
    // Parentheses keep a column apart from a table of the same name.
    case 'field':
      return sql.of.kind === 'field' ? `${print(sql.of)}.${quote(sql.name)}` : `(${print(sql.of)}).${quote(sql.name)}`;
    case 'aggregate': {
      const args = sql.args.length === 0 ? '*' : `${sql.distinct ? 'DISTINCT ' : ''}${list(sql.args)}`;
      return `${sql.name}(${args})${sql.where ? ` FILTER (WHERE ${print(sql.where)})` : ''}`;
    }
  }
}

/** Always with an exponent: without one SQL reads a DECIMAL. */
function printDouble(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) throw new Error(`no SQL literal for ${value}`);
  return value.toExponential().replace('e+', 'E').replace('e', 'E');
}

/** Days, hours, minutes and seconds with the precision written out: Flink's default is two digits of days. */
function printInterval(milliseconds: number): string {
  const rest = Math.abs(milliseconds);
  const days = String(Math.floor(rest / 86_400_000));
  const precision = days.length > 2 ? `(${days.length})` : '';
  const time = new Date(rest % 86_400_000).toISOString().slice(11, 23);
  return `INTERVAL ${milliseconds < 0 ? '-' : ''}'${days} ${time}' DAY${precision} TO SECOND`;
}

const printItem = ({ value, as }: SelectItem): string =>
  as === null || (value.kind === 'identifier' && value.path.at(-1) === as)
    ? print(value)
    : `${print(value)} AS ${quote(as)}`;

function printRelation(relation: Relation): string {
  if (relation.kind === 'table') return quote(relation.name);
  // Not indented: a text of several lines inside would change.
  if (relation.kind === 'select') return `(\n${printSelect(relation.select)}\n)`;
  const { name, table, partitionBy, time, durations } = relation;
  const partition = partitionBy.length === 0 ? '' : ` PARTITION BY ${partitionBy.map(quote).join(', ')}`;
  const args = [`TABLE ${quote(table)}${partition}`, `DESCRIPTOR(${quote(time)})`, ...durations.map(printInterval)];
  return `TABLE(${name}(${args.join(', ')}))`;
}

function printSelect({ stateTtl, items, from, where, groupBy, having }: Select): string {
  const hint = stateTtl ? ` /*+ STATE_TTL(${quote(stateTtl.table)} = '${stateTtl.milliseconds} ms') */` : '';
  return [
    `SELECT${hint}\n${items.map((item) => `  ${printItem(item)}`).join(',\n')}`,
    `FROM ${printRelation(from)}`,
    ...(where ? [`WHERE ${print(where)}`] : []),
    ...(groupBy.length > 0 ? [`GROUP BY ${list(groupBy)}`] : []),
    ...(having ? [`HAVING ${print(having)}`] : []),
  ].join('\n');
}

/** A query, one clause and one column per line. */
export const printQuery = (query: Query): string =>
  query.kind === 'select' ? printSelect(query) : query.queries.map(printQuery).join('\nUNION ALL\n');

export const printInsert = ({ into, columns, query }: Insert): string =>
  `INSERT INTO ${quote(into)} (${columns.map(quote).join(', ')})\n${printQuery(query)}`;
