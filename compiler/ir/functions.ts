/**
 * What a lambda may compute: one name per operator and function, with the types it takes and gives.
 * `emit/sql/functions.ts` has the same names and does not compile until it has every one of them.
 *
 * Arguments are never absent, but for those under "Equality" and the first one of a strict function: absent there
 * gives absent, which is how `?.` is read.
 */
import type { ScalarKind } from './types.js';

export interface Signature {
  readonly args: readonly ScalarKind[] | 'any';
  readonly returns: ScalarKind | 'argument';
}

const signature = (returns: ScalarKind | 'argument', ...args: ScalarKind[]): Signature => ({ args, returns });
const generic = (returns: ScalarKind | 'argument'): Signature => ({ args: 'any', returns });

export const FUNCTIONS = {
  // Equality: arguments of one type, either may be absent; never absent itself.
  equals: generic('boolean'),
  notEquals: generic('boolean'),
  isAbsent: generic('boolean'),
  isPresent: generic('boolean'),
  /** `??` of two or more. */
  coalesce: generic('argument'),

  // Booleans, never absent.
  and: signature('boolean', 'boolean', 'boolean'),
  or: signature('boolean', 'boolean', 'boolean'),
  not: signature('boolean', 'boolean'),

  // Numbers are DOUBLE; an `int` argument is widened by an explicit `int.toNumber`.
  'int.toNumber': signature('number', 'int'),
  'number.add': signature('number', 'number', 'number'),
  'number.subtract': signature('number', 'number', 'number'),
  'number.multiply': signature('number', 'number', 'number'),
  'number.divide': signature('number', 'number', 'number'),
  'number.remainder': signature('number', 'number', 'number'),
  'number.negate': signature('number', 'number'),
  'number.lessThan': signature('boolean', 'number', 'number'),
  'number.lessOrEqual': signature('boolean', 'number', 'number'),
  'number.greaterThan': signature('boolean', 'number', 'number'),
  'number.greaterOrEqual': signature('boolean', 'number', 'number'),
  'number.toString': signature('string', 'number'),
  'number.isNaN': signature('boolean', 'number'),
  'math.floor': signature('number', 'number'),
  'math.ceil': signature('number', 'number'),
  'math.abs': signature('number', 'number'),
  'math.min': signature('number', 'number', 'number'),
  'math.max': signature('number', 'number', 'number'),

  // bigint is BIGINT; a result outside 64 bits is a stated error.
  'bigint.add': signature('bigint', 'bigint', 'bigint'),
  'bigint.subtract': signature('bigint', 'bigint', 'bigint'),
  'bigint.multiply': signature('bigint', 'bigint', 'bigint'),
  'bigint.divide': signature('bigint', 'bigint', 'bigint'),
  'bigint.remainder': signature('bigint', 'bigint', 'bigint'),
  'bigint.negate': signature('bigint', 'bigint'),
  'bigint.lessThan': signature('boolean', 'bigint', 'bigint'),
  'bigint.lessOrEqual': signature('boolean', 'bigint', 'bigint'),
  'bigint.greaterThan': signature('boolean', 'bigint', 'bigint'),
  'bigint.greaterOrEqual': signature('boolean', 'bigint', 'bigint'),
  'bigint.toString': signature('string', 'bigint'),

  // Strings; positions and lengths count UTF-16 units, order is by UTF-16 units.
  'string.concat': signature('string', 'string', 'string'),
  'string.length': signature('number', 'string'),
  'string.includes': signature('boolean', 'string', 'string'),
  'string.startsWith': signature('boolean', 'string', 'string'),
  'string.endsWith': signature('boolean', 'string', 'string'),
  'string.toUpperCase': signature('string', 'string'),
  'string.toLowerCase': signature('string', 'string'),
  'string.trim': signature('string', 'string'),
  'string.lessThan': signature('boolean', 'string', 'string'),
  'string.lessOrEqual': signature('boolean', 'string', 'string'),
  'string.greaterThan': signature('boolean', 'string', 'string'),
  'string.greaterOrEqual': signature('boolean', 'string', 'string'),

  'boolean.toString': signature('string', 'boolean'),

  // Dates are milliseconds in UTC.
  'date.getTime': signature('number', 'date'),
  'date.toISOString': signature('string', 'date'),
  'date.getUTCFullYear': signature('number', 'date'),
  'date.getUTCMonth': signature('number', 'date'),
  'date.getUTCDate': signature('number', 'date'),
  'date.getUTCDay': signature('number', 'date'),
  'date.getUTCHours': signature('number', 'date'),
  'date.getUTCMinutes': signature('number', 'date'),
  'date.getUTCSeconds': signature('number', 'date'),
  'date.getUTCMilliseconds': signature('number', 'date'),
  'date.lessThan': signature('boolean', 'date', 'date'),
  'date.lessOrEqual': signature('boolean', 'date', 'date'),
  'date.greaterThan': signature('boolean', 'date', 'date'),
  'date.greaterOrEqual': signature('boolean', 'date', 'date'),

  'array.length': generic('number'),
} as const satisfies Record<string, Signature>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Functions whose result for an absent first argument is not absent. */
const LENIENT: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'equals',
  'notEquals',
  'isAbsent',
  'isPresent',
  'coalesce',
  'and',
  'or',
  'not',
  'boolean.toString',
]);

export const isStrict = (name: FunctionName): boolean => !LENIENT.has(name);

/** Functions that end the job for some arguments, where JavaScript throws or has no limit of 64 bits. */
const THROWING: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'bigint.add',
  'bigint.subtract',
  'bigint.multiply',
  'bigint.divide',
  'bigint.remainder',
  'bigint.negate',
]);

export const canThrow = (name: FunctionName): boolean => THROWING.has(name);
