/**
 * Every operator and function of `ir/functions.ts` as SQL: plain SQL where that is exactly JavaScript on every input
 * (test/semantics proves it), else a function of the runtime jar.
 */
import { mayThrow, type Expression } from '../../ir/expression.js';
import type { FunctionName } from '../../ir/functions.js';
import {
  binary,
  call,
  cast,
  FALSE,
  integer,
  isNotNull,
  isNull,
  negative,
  not,
  string,
  TRUE,
  when,
  type BinaryOperator,
  type Sql,
} from './tree.js';

/** One argument: its SQL, and the expression it was made from for what depends on types. */
export interface Argument {
  readonly sql: Sql;
  readonly from: Expression;
}

type Write = (args: readonly Argument[]) => Sql;

const nth = (args: readonly Argument[], index: number): Argument => {
  const found = args[index];
  if (found === undefined) throw new Error(`argument ${index} is missing`);
  return found;
};
const sqls = (args: readonly Argument[]): Sql[] => args.map(({ sql }) => sql);
const first = (args: readonly Argument[]): Sql => nth(args, 0).sql;
const second = (args: readonly Argument[]): Sql => nth(args, 1).sql;

const infix =
  (operator: BinaryOperator): Write =>
  (args) =>
    binary(first(args), operator, second(args));
const named =
  (name: string): Write =>
  (args) =>
    call(name, ...sqls(args));
const utc =
  (part: string): Write =>
  (args) =>
    call('PIPECTL_DATE_UTC', first(args), string(part));
const compareStrings =
  (operator: BinaryOperator): Write =>
  (args) =>
    binary(call('PIPECTL_STRING_COMPARE', ...sqls(args)), operator, integer(0));
const compareBigints =
  (operator: BinaryOperator): Write =>
  (args) => {
    const [left, right] = args.map(asInteger);
    return binary(left ?? first(args), operator, right ?? second(args));
  };

/**
 * Flink turns NOT (a < b) into a >= b, which differs where one is NaN, and folds a <= a to TRUE.
 * So what may be NaN is compared inside a function.
 */
const compareNumbers =
  (operator: '<' | '<=' | '>' | '>='): Write =>
  (args) => {
    if (args.some(mayBeNaN)) {
      const [left, right] = operator.startsWith('<') ? sqls(args) : sqls(args).reverse();
      return call(
        operator.endsWith('=') ? 'PIPECTL_NUMBER_AT_MOST' : 'PIPECTL_NUMBER_LESS',
        left ?? TRUE,
        right ?? TRUE,
      );
    }
    const [left, right] = asIntegers(args) ?? sqls(args);
    return binary(left ?? TRUE, operator, right ?? TRUE);
  };

const mayBeNaN = ({ from: { type } }: Argument): boolean => type.kind === 'number' && type.bounds === undefined;
const mayBeAbsent = ({ from: { absence } }: Argument): boolean => absence !== 'never';

/** A whole number below a comparison: its type may be left to SQL there. */
function asInteger({ sql, from }: Argument): Sql {
  return from.kind === 'literal' && from.literal.kind === 'bigint' ? integer(BigInt(from.literal.value)) : sql;
}

/** An Int and a whole number are compared as they are, without widening. */
function asIntegers(args: readonly Argument[]): readonly Sql[] | null {
  const plain = args.map(({ sql, from }): Sql | null => {
    if (from.kind === 'call' && from.function === 'int.toNumber') return sql.kind === 'cast' ? sql.of : null;
    if (sql.kind !== 'double') return null;
    return Number.isInteger(sql.value) && Math.abs(sql.value) < 2 ** 31 ? integer(sql.value) : null;
  });
  return plain.every((sql) => sql !== null) ? plain : null;
}

/** Flink looks up the constants of `x = 0 OR x = 1` in a set, where −0 is not 0. */
const isZero = ({ sql }: Argument): boolean => sql.kind === 'double' && sql.value === 0;

/** Two-valued always: absent equals absent. */
function equals(args: readonly Argument[]): Sql {
  if (!asIntegers(args) && (args.some(mayBeNaN) || args.some(isZero))) {
    const equal = call('PIPECTL_NUMBER_EQUALS', ...sqls(args));
    if (!args.some(mayBeAbsent)) return equal;
    return args.every(mayBeAbsent)
      ? when(isNull(first(args)), isNull(second(args)), call('COALESCE', equal, FALSE))
      : call('COALESCE', equal, FALSE);
  }
  const [left, right] = asIntegers(args) ?? args.map(asInteger);
  return binary(left ?? TRUE, args.some(mayBeAbsent) ? 'IS NOT DISTINCT FROM' : '=', right ?? TRUE);
}

function notEquals(args: readonly Argument[]): Sql {
  const equal = equals(args);
  if (equal.kind !== 'binary') return not(equal);
  return binary(equal.left, equal.operator === '=' ? '<>' : 'IS DISTINCT FROM', equal.right);
}

/** COALESCE, unless what stands behind may end the job: then it is looked at only when it is needed. */
function coalesce(args: readonly Argument[]): Sql {
  const throwing = args.slice(1).some(({ from }) => mayThrow(from));
  if (!throwing) return call('COALESCE', ...sqls(args));
  return sqls(args).reduceRight((otherwise, sql) => when(isNotNull(sql), sql, otherwise));
}

/** The right side is evaluated only after the left one has let it: SQL may swap the sides of AND and OR. */
const and: Write = (args) =>
  mayThrow(nth(args, 1).from) ? when(first(args), second(args), FALSE) : binary(first(args), 'AND', second(args));
const or: Write = (args) =>
  mayThrow(nth(args, 1).from) ? when(first(args), TRUE, second(args)) : binary(first(args), 'OR', second(args));

/** x + 0 would be simplified to x, but −0 + 0 is 0; and a zero divisor that is a literal is refused by the planner. */
const unfolded = ({ sql }: Argument): Sql =>
  sql.kind === 'double' && sql.value === 0 ? call('PIPECTL_NUMBER', string('0')) : sql;
const guarded =
  (operator: BinaryOperator): Write =>
  (args) =>
    binary(unfolded(nth(args, 0)), operator, unfolded(nth(args, 1)));

function toText(args: readonly Argument[]): Sql {
  const { sql, from } = nth(args, 0);
  if (from.kind === 'call' && from.function === 'int.toNumber' && sql.kind === 'cast') return cast(sql.of, 'STRING');
  return call('PIPECTL_NUMBER_TO_STRING', sql);
}

export const SQL: Record<FunctionName, Write> = {
  equals,
  notEquals,
  isAbsent: (args) => isNull(first(args)),
  isPresent: (args) => isNotNull(first(args)),
  coalesce,

  and,
  or,
  not: (args) => not(first(args)),

  'int.toNumber': (args) => cast(first(args), 'DOUBLE'),
  'number.add': guarded('+'),
  'number.subtract': guarded('-'),
  'number.multiply': guarded('*'),
  'number.divide': guarded('/'),
  'number.remainder': named('PIPECTL_NUMBER_REMAINDER'),
  'number.negate': (args) => negative(first(args)),
  'number.lessThan': compareNumbers('<'),
  'number.lessOrEqual': compareNumbers('<='),
  'number.greaterThan': compareNumbers('>'),
  'number.greaterOrEqual': compareNumbers('>='),
  'number.toString': toText,
  'number.isNaN': named('PIPECTL_NUMBER_IS_NAN'),
  'math.floor': named('FLOOR'),
  'math.ceil': named('CEIL'),
  'math.abs': named('ABS'),
  'math.min': named('PIPECTL_MATH_MIN'),
  'math.max': named('PIPECTL_MATH_MAX'),

  'bigint.add': named('PIPECTL_BIGINT_ADD'),
  'bigint.subtract': named('PIPECTL_BIGINT_SUBTRACT'),
  'bigint.multiply': named('PIPECTL_BIGINT_MULTIPLY'),
  'bigint.divide': named('PIPECTL_BIGINT_DIVIDE'),
  'bigint.remainder': named('PIPECTL_BIGINT_REMAINDER'),
  'bigint.negate': named('PIPECTL_BIGINT_NEGATE'),
  'bigint.lessThan': compareBigints('<'),
  'bigint.lessOrEqual': compareBigints('<='),
  'bigint.greaterThan': compareBigints('>'),
  'bigint.greaterOrEqual': compareBigints('>='),
  'bigint.toString': (args) => cast(first(args), 'STRING'),

  'string.concat': infix('||'),
  'string.length': named('PIPECTL_STRING_LENGTH'),
  'string.includes': named('PIPECTL_STRING_INCLUDES'),
  'string.startsWith': named('PIPECTL_STRING_STARTS_WITH'),
  'string.endsWith': named('PIPECTL_STRING_ENDS_WITH'),
  'string.toUpperCase': named('PIPECTL_STRING_UPPER'),
  'string.toLowerCase': named('PIPECTL_STRING_LOWER'),
  'string.trim': named('PIPECTL_STRING_TRIM'),
  'string.lessThan': compareStrings('<'),
  'string.lessOrEqual': compareStrings('<='),
  'string.greaterThan': compareStrings('>'),
  'string.greaterOrEqual': compareStrings('>='),

  'boolean.toString': (args) => when(first(args), string('true'), string('false')),

  'date.getTime': named('PIPECTL_DATE_MILLIS'),
  'date.toISOString': named('PIPECTL_DATE_ISO'),
  'date.getUTCFullYear': utc('FullYear'),
  'date.getUTCMonth': utc('Month'),
  'date.getUTCDate': utc('Date'),
  'date.getUTCDay': utc('Day'),
  'date.getUTCHours': utc('Hours'),
  'date.getUTCMinutes': utc('Minutes'),
  'date.getUTCSeconds': utc('Seconds'),
  'date.getUTCMilliseconds': utc('Milliseconds'),
  'date.lessThan': infix('<'),
  'date.lessOrEqual': infix('<='),
  'date.greaterThan': infix('>'),
  'date.greaterOrEqual': infix('>='),

  'array.length': (args) => cast(call('CARDINALITY', first(args)), 'DOUBLE'),
};
