/** A typed expression as SQL. Gives the tree; `functionsIn` says which functions of the runtime jar a tree calls. */
import type { Expression, Literal } from '../../ir/expression.js';
import { SQL } from './functions.js';
import { call, cast, double, FALSE, field, identifier, integer, NULL, row, string, TRUE, type Sql } from './tree.js';
import { sqlType } from './types.js';

/** The SQL of a column or a predicate over the columns of the input. */
export const expressionSql = (expression: Expression): Sql =>
  expression.kind === 'literal' ? column(expression) : write(expression);

function write(expression: Expression): Sql {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'column':
      return identifier(expression.name);
    case 'field':
      return field(write(expression.of), expression.name);
    case 'call':
      return SQL[expression.function](expression.args.map((from) => ({ sql: write(from), from })));
    case 'conditional':
      return conditional(expression);
    case 'record':
      return cast(row(expression.fields.map(({ value }) => expressionSql(value))), sqlType(expression.type));
  }
}

/** A chain of `?:` or of early returns is one CASE. */
function conditional(expression: Extract<Expression, { kind: 'conditional' }>): Sql {
  const branches: { when: Sql; then: Sql }[] = [];
  let rest: Expression = expression;
  while (rest.kind === 'conditional') {
    branches.push({ when: write(rest.when), then: write(rest.then) });
    rest = rest.otherwise;
  }
  return { kind: 'case', branches, otherwise: write(rest) };
}

type LiteralExpression = Extract<Expression, { kind: 'literal' }>;

/** A literal below an operator. */
function literal({ literal, type }: LiteralExpression): Sql {
  switch (literal.kind) {
    case 'string':
      return string(literal.value);
    case 'number':
      return typeof literal.value === 'number' ? double(literal.value) : unfolded(literal);
    case 'bigint':
      return bigint(BigInt(literal.value));
    case 'boolean':
      return literal.value ? TRUE : FALSE;
    case 'date':
      return call('PIPECTL_DATE_LITERAL', bigint(BigInt(literal.value)));
    case 'null':
      return cast(NULL, sqlType(type));
  }
}

/**
 * A literal that is a whole column. Views are merged, and Flink would compute what the next stage makes of a number
 * in its own way: to 16 digits, without NaN, refusing a zero divisor. A function keeps it from that.
 */
function column(expression: LiteralExpression): Sql {
  const { literal: value, type } = expression;
  if (value.kind === 'number') return unfolded(value);
  return value.kind === 'string' ? cast(literal(expression), sqlType(type)) : literal(expression);
}

const unfolded = ({ value }: Extract<Literal, { kind: 'number' }>): Sql =>
  call('PIPECTL_NUMBER', string(String(value)));

/** The least BIGINT has no literal: SQL reads the digits before the sign. */
const bigint = (value: bigint): Sql =>
  value === -(2n ** 63n) ? cast(string(String(value)), 'BIGINT') : cast(integer(value), 'BIGINT');

/** Names of the functions of the runtime jar that a tree calls. */
export function functionsIn(sql: Sql): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { kind, name } = node as { kind?: unknown; name?: unknown };
    if ((kind === 'call' || kind === 'aggregate') && typeof name === 'string' && name.startsWith('PIPECTL_'))
      found.add(name);
    Object.values(node).forEach(visit);
  };
  visit(sql);
  return found;
}
