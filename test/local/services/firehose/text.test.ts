/** What is written as text in a configuration, and what comes as text in a record: prefixes, dates, queries, JSON, types. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { datePattern } from '../../../../local/services/firehose/date-pattern.js';
import { exactJson, ExactNumber } from '../../../../local/services/firehose/exact-json.js';
import { readType } from '../../../../local/services/firehose/duckdb-type.js';
import { parseHiveType } from '../../../../local/services/firehose/hive-type.js';
import { documentsIn, splitDocuments } from '../../../../local/services/firehose/json-documents.js';
import { parsePrefix, randomString } from '../../../../local/services/firehose/prefix.js';
import { parseQuery } from '../../../../local/services/firehose/query.js';
import { timestampText } from '../../../../local/services/firehose/timestamp.js';

const time = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

/** Node's own calendar, as the other opinion. */
const intl =
  (options: Intl.DateTimeFormatOptions) =>
  (date: Date): string =>
    new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(date);

const OPINIONS: Readonly<Record<string, (date: Date) => string>> = {
  "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'": (date) => date.toISOString(),
  "yyyy'/'MM/dd/HH": (date) => date.toISOString().slice(0, 13).replace(/[-T]/g, '/'),
  'yy M d H m s': (date) =>
    [date.getUTCFullYear() % 100, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes()]
      .concat(date.getUTCSeconds())
      .map((part, index) => (index === 0 ? String(part).padStart(2, '0') : String(part)))
      .join(' '),
  'MMM MMMM': (date) => `${intl({ month: 'short' })(date)} ${intl({ month: 'long' })(date)}`,
  'E EEEE': (date) => `${intl({ weekday: 'short' })(date)} ${intl({ weekday: 'long' })(date)}`,
  'h a': (date) => intl({ hour: 'numeric', hour12: true })(date).replace(/\s/g, ' '),
  SSSSSS: (date) => `${date.toISOString().slice(20, 23)}000`,
  "'o''clock' ''": () => "o'clock '",
};

test.each(Object.entries(OPINIONS))('dates by %s', (pattern, expected) => {
  const format = datePattern(pattern);
  fc.assert(fc.property(time, (date) => expect(format(date)).toBe(expected(date))));
});

test('the day of the year counts the days', () => {
  fc.assert(
    fc.property(time, (date) => {
      const back = new Date(Date.UTC(date.getUTCFullYear(), 0, Number(datePattern('DDD')(date))));
      expect(back.toISOString().slice(0, 10)).toBe(date.toISOString().slice(0, 10));
    }),
  );
});

test.each(['YYYY', 'ww', 'yyyyy', 'HHH', "'open", '[yyyy]', 'x', ''])('dates by %s are refused', (pattern) => {
  expect(() => datePattern(pattern)).toThrow(/can't format/);
});

test('a prefix is its text, with its expressions in their places', () => {
  const literal = fc.string().filter((text) => !text.includes('!{') && !text.endsWith('!'));
  fc.assert(
    fc.property(literal, literal, time, fc.string({ minLength: 1 }), (a, b, date, kind) => {
      const text = `${a}!{timestamp:yyyy}${b}!{partitionKeyFromQuery:kind}!{firehose:random-string}${a}`;
      const prefix = parsePrefix(text);
      const evaluated = prefix.evaluate({ time: date, partitionKeys: { kind }, randomString: () => 'random' });
      expect(evaluated).toBe(`${a}${date.getUTCFullYear()}${b}${kind}random${a}`);
      expect(prefix.partitionKeys).toEqual(['kind']);
    }),
  );
  expect(parsePrefix('plain/').hasExpressions).toBe(false);
  expect(randomString()).toMatch(/^[0-9a-z]{11}$/);
});

const DOCUMENT = { a: { b: 'hello', 'c d': [1, 'x', null] }, n: 1.5, t: true, e: '', u: 'a\u{1F600}bc', z: null };

test.each<[string, Record<string, string> | null]>([
  ['{x:.a.b}', { x: 'hello' }],
  ['{ "x y" : .a.b , n }', { 'x y': 'hello', n: '1.5' }],
  ['{x:.a.b[0:2],y:.a.b[2:],z:.a.b[-2:],w:.a.b[:1]}', { x: 'he', y: 'llo', z: 'lo', w: 'h' }],
  ['{x:.a["c d"][1],y:.a."c d"[0],z:.["n"]}', { x: 'x', y: '1', z: '1.5' }],
  ['{t}', { t: 'true' }],
  // JQ counts characters, not halves of them.
  ['{x:.u[1:3]}', { x: '\u{1F600}b' }],
  ['{x:.missing.deeper[0:3]}', null],
  ['{x:.e}', null],
  ['{x:.z}', null],
  ['{x:.a}', null],
  ['{x:.n.b}', null],
  ['{x:.n[0:1]}', null],
])('the query %s', (query, expected) => {
  const evaluate = (): unknown => parseQuery(query).evaluate(DOCUMENT);
  if (expected === null) expect(evaluate).toThrow();
  else expect(evaluate()).toEqual(expected);
});

test.each([
  ...[
    '',
    '{}',
    '.a',
    '{a',
    '{a:.b} .c',
    '{a:.b|c}',
    '{a:.b?}',
    '{a:.b[]}',
    '{a:.b[:]}',
    '{a:.b+1}',
    '{a:"x"}',
    '{a:(.b)}',
  ],
  ...['{(.a):.b}', '{a:.}', '{a:..b}', '{a:.b,}', '{a:.b[1.5]}', '{a:if . then 1 else 2 end}', '{a:.b,a:.c}', '{a:$x}'],
])('the query %s is refused', (query) => {
  expect(() => parseQuery(query)).toThrow(expect.objectContaining({ code: 'InvalidArgumentException' }));
});

const json = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
const document = fc.dictionary(fc.string({ unit: 'grapheme' }), json).map((value) => JSON.stringify(value));

test('documents come apart as they were put together, with or without space between', () => {
  const space = fc.constantFrom('', '\n', ' ', '\r\n', '\t\n ');
  fc.assert(
    fc.property(fc.array(fc.tuple(document, space), { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.flat().join('');
      expect(splitDocuments(text)).toEqual(parts.map(([each]) => each));
      const values = parts.map(([each]) => JSON.parse(each) as unknown);
      expect(JSON.stringify(documentsIn(Buffer.from(text)), plain)).toBe(JSON.stringify(values));
    }),
  );
});

const plain = (_: string, value: unknown): unknown => (value instanceof ExactNumber ? Number(value.text) : value);

test('JSON with exact numbers is JSON', () => {
  const text = fc.oneof(
    json.map((value) => JSON.stringify(value, null, 1)),
    fc.string().map((each) => `{"a":${each}}`),
  );
  fc.assert(
    fc.property(text, (each) => {
      const parse = (read: (text: string) => unknown): string => {
        try {
          return JSON.stringify(read(each), plain);
        } catch {
          return 'refused';
        }
      };
      expect(parse(exactJson)).toBe(parse((from) => JSON.parse(from) as unknown));
    }),
    { numRuns: 500 },
  );
  expect(exactJson('[9007199254740993, -1e400]')).toEqual([
    new ExactNumber('9007199254740993'),
    new ExactNumber('-1e400'),
  ]);
  expect(Object.keys(exactJson('{"__proto__":1}') as object)).toEqual(['__proto__']);
});

test.each(['', ' ', '{"a":1', '{"a":"', '}', '{"a":1}}', '{]', '{"a":1}x', '\u00ff'])('%j is no JSON', (text) => {
  const bytes = text === '\u00ff' ? Buffer.from([0xff]) : Buffer.from(text);
  expect(() => documentsIn(bytes)).toThrow(expect.objectContaining({ name: 'RecordError' }));
});

test.each([
  ['string', 'VARCHAR'],
  ['array<struct<Name:string, at : timestamp>>', 'STRUCT("Name" VARCHAR, "at" TIMESTAMP)[]'],
  ['MAP<string,array<bigint>>', 'MAP(VARCHAR, BIGINT[])'],
  ['struct<`a b`:int,x:struct<y:binary>>', 'STRUCT("a b" INTEGER, "x" STRUCT("y" VARCHAR))'],
])('the type %s', (hive, sql) => {
  expect(readType(parseHiveType(hive))).toBe(sql);
});

test.each([
  '',
  'decimal(10,2)',
  'array',
  'array<int',
  'array<int>>',
  'map<int,string>',
  'struct<>',
  'struct<a:int,A:int>',
  'uniontype<int>',
  'int)',
  `${'array<'.repeat(40)}int${'>'.repeat(40)}`,
])('the type %s is refused', (hive) => {
  expect(() => parseHiveType(hive)).toThrow(expect.objectContaining({ name: 'UnsupportedType' }));
});

test('timestamps in every documented form are the same instant', () => {
  fc.assert(
    fc.property(time, (date) => {
      const expected = date.toISOString().replace('T', ' ').slice(0, -1);
      const same = (value: unknown): void => expect(timestampText(value)?.padEnd(26, '0').slice(0, 23)).toBe(expected);
      same(date.toISOString());
      same(date.toISOString().replace('Z', '456789Z'));
      same(expected);
      same(expected.replace(/-0/g, '-'));
      const seconds = `${Math.floor(date.getTime() / 1000)}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
      if (date.getTime() < 1e15) same(seconds);
      if (date.getTime() >= 1e12) same(date.getTime());
    }),
  );
  expect(timestampText(1518033528)).toBe('2018-02-07 19:58:48.000000');
  expect(timestampText('-1.5')).toBe('1969-12-31 23:59:58.500000');
  for (const bad of [
    '2026-02-30 00:00:00',
    '2026-11-21T10:00:00+01:00',
    '2026-11-21',
    'now',
    true,
    {},
    '1e5',
    '2026-01-01 24:00:00',
  ]) {
    expect(timestampText(bad)).toBeNull();
  }
});
