/** The SQL printer: quoting, literals and parentheses, which nothing else in the compiler knows about. */
import { expect, test } from '@jest/globals';
import { print, printInsert, printQuery } from '../../compiler/emit/sql/print.js';
import {
  aggregate,
  binary,
  call,
  cast,
  double,
  field,
  identifier,
  integer,
  interval,
  isNull,
  item,
  negative,
  not,
  row,
  select,
  string,
  table,
  when,
  type BinaryOperator,
  type Sql,
} from '../../compiler/emit/sql/tree.js';

const [a, b, c] = [identifier('a'), identifier('b'), identifier('c')];

test.each<[Sql, string]>([
  [identifier('select'), '`select`'],
  [identifier('odd`name'), '`odd``name`'],
  [identifier('t', 'a'), '`t`.`a`'],
  [string("it's \\ \n 😀"), "'it''s \\ \n 😀'"],
  [double(1), '1E0'],
  [double(0.1), '1E-1'],
  [double(-2.5e21), '-2.5E21'],
  [double(5e-324), '5E-324'],
  [integer(-(2n ** 63n)), '-9223372036854775808'],
  [field(a, 'city'), '(`a`).`city`'],
  [field(field(a, 'b'), 'c'), '(`a`).`b`.`c`'],
  [cast(row([a, double(1)]), 'ROW<`x` STRING, `y` DOUBLE>'), 'CAST(ROW(`a`, 1E0) AS ROW<`x` STRING, `y` DOUBLE>)'],
  [when(a, string('x'), string('y')), "CASE WHEN `a` THEN 'x' ELSE 'y' END"],
  [aggregate('COUNT', []), 'COUNT(*)'],
  [aggregate('COUNT', [a], { distinct: true, where: b }), 'COUNT(DISTINCT `a`) FILTER (WHERE `b`)'],
])('%#: %j', (sql, text) => expect(print(sql)).toBe(text));

test.each<[Sql, string]>([
  [binary(a, '-', binary(b, '-', c)), '`a` - (`b` - `c`)'],
  [binary(binary(a, '-', b), '-', c), '`a` - `b` - `c`'],
  [binary(binary(a, '+', b), '*', c), '(`a` + `b`) * `c`'],
  [binary(a, '+', binary(b, '*', c)), '`a` + `b` * `c`'],
  [binary(a, '/', binary(b, '*', c)), '`a` / (`b` * `c`)'],
  [negative(binary(a, '+', b)), '-(`a` + `b`)'],
  [negative(negative(a)), '-(-`a`)'],
  [negative(double(-1)), '-(-1E0)'],
  [binary(a, '-', double(-1)), '`a` - -1E0'],
  [binary(binary(a, '||', b), '||', c), '`a` || `b` || `c`'],
  [binary(a, '||', binary(b, '||', c)), '`a` || (`b` || `c`)'],
  [not(binary(a, '=', b)), 'NOT (`a` = `b`)'],
  [not(a), 'NOT `a`'],
  [not(not(a)), 'NOT (NOT `a`)'],
  [binary(binary(a, 'OR', b), 'AND', c), '(`a` OR `b`) AND `c`'],
  [binary(a, 'OR', binary(b, 'AND', c)), '`a` OR `b` AND `c`'],
  [binary(not(a), 'AND', b), 'NOT `a` AND `b`'],
  [binary(binary(a, '=', b), '=', c), '(`a` = `b`) = `c`'],
  [isNull(binary(a, '+', b)), '(`a` + `b`) IS NULL'],
  [isNull(isNull(a)), '(`a` IS NULL) IS NULL'],
  [binary(isNull(a), '=', b), '(`a` IS NULL) = `b`'],
])('parentheses %#: %j', (sql, text) => expect(print(sql)).toBe(text));

test('what has no literal in SQL is our mistake', () => {
  expect(() => print(double(NaN))).toThrow('no SQL literal');
  expect(() => print(double(-0))).toThrow('no SQL literal');
});

test.each([
  [300_000, "INTERVAL '0 00:05:00.000' DAY TO SECOND"],
  [1, "INTERVAL '0 00:00:00.001' DAY TO SECOND"],
  [90_061_007, "INTERVAL '1 01:01:01.007' DAY TO SECOND"],
  [86_400_000 * 400, "INTERVAL '400 00:00:00.000' DAY(3) TO SECOND"],
  [-1000, "INTERVAL -'0 00:00:01.000' DAY TO SECOND"],
])('%i ms', (milliseconds, text) => expect(print(interval(milliseconds))).toBe(text));

test('queries have one clause and one column per line', () => {
  const counted = select([item(a), item(call('UPPER', b), 'upper')], table('my view'), {
    where: c,
    groupBy: [a],
    having: b,
  });
  expect(printInsert({ kind: 'insert', into: 'out', columns: ['a', 'upper'], query: counted })).toBe(
    [
      'INSERT INTO `out` (`a`, `upper`)',
      'SELECT',
      '  `a`,',
      '  UPPER(`b`) AS `upper`',
      'FROM `my view`',
      'WHERE `c`',
      'GROUP BY `a`',
      'HAVING `b`',
    ].join('\n'),
  );
  expect(printQuery({ kind: 'union all', queries: [counted, counted] })).toContain('\nUNION ALL\n');
});

/** Every operator between two operators, printed and read back, is the tree it was. */
test('parentheses are where they are needed', () => {
  const operators: readonly BinaryOperator[] = ['OR', 'AND', '=', '<', '+', '-', '*', '/'];
  const javascript: Readonly<Record<string, string>> = { OR: '||', AND: '&&', '=': '==' };
  const values = { a: 7, b: -3, c: 2 };
  const compute = (sql: Sql): unknown => {
    if (sql.kind === 'identifier') return values[sql.path[0] as keyof typeof values];
    if (sql.kind !== 'binary') return null;
    const [left, right] = [compute(sql.left), compute(sql.right)];
    return new Function('l', 'r', `return l ${javascript[sql.operator] ?? sql.operator} r`)(left, right) as unknown;
  };
  const read = (text: string): unknown => {
    const source = text
      .replaceAll('`', '')
      .replace(/\b(OR|AND)\b| = /g, (found) => ` ${javascript[found.trim()] ?? found} `);
    return new Function(...Object.keys(values), `return ${source}`)(...Object.values(values)) as unknown;
  };
  for (const inner of operators) {
    for (const outer of operators) {
      for (const sql of [binary(binary(a, inner, b), outer, c), binary(a, outer, binary(b, inner, c))]) {
        expect([print(sql), read(print(sql))]).toEqual([print(sql), compute(sql)]);
      }
    }
  }
});
