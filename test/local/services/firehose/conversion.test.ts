/** JSON into Parquet: generated rows of every type, read back by DuckDB, against what JavaScript makes of the same rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BUCKET, converting, partitioned, start, type Started } from './start.js';

let db: DuckDBConnection;
let local: Started;
beforeAll(async () => {
  db = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
});
afterAll(() => db.closeSync());
beforeEach(async () => {
  local = await start();
  local.glue.catalog.createDatabase({ Name: 'lake' });
});
afterEach(async () => {
  expect(local.problems).toEqual([]);
  await local.close();
  expect(local.bugs).toEqual([]);
});

const table = (Name: string, columns: Readonly<Record<string, string>>): void =>
  local.glue.catalog.createTable('lake', {
    Name,
    StorageDescriptor: { Columns: Object.entries(columns).map(([column, Type]) => ({ Name: column, Type })) },
  });

/** Values as DuckDB's own JSON writes them, whatever JavaScript would do to them. */
async function rows(prefix: string, select = '*'): Promise<unknown[]> {
  const from = `read_parquet('${join(local.folder, BUCKET, prefix)}/**/*.parquet', hive_partitioning = true)`;
  const answer = await db.runAndReadAll(`SELECT to_json(whole) AS json FROM (SELECT ${select} FROM ${from}) AS whole`);
  return answer.getRowObjectsJson().map(({ json }) => JSON.parse(String(json)) as unknown);
}

const errors = (): { lastErrorCode: string; lastErrorMessage: string; rawData: string; dataCatalogTable: object }[] =>
  Object.entries(local.objects())
    .filter(([key]) => key.includes('format-conversion-failed'))
    .flatMap(([, bytes]) => bytes.toString('utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as ReturnType<typeof errors>[number]);

const EVERY = {
  i: 'int',
  text: 'string',
  number: 'double',
  small: 'int',
  large: 'bigint',
  yes: 'boolean',
  at: 'timestamp',
  bytes: 'binary',
  list: 'array<string>',
  lists: 'array<array<int>>',
  map: 'map<string,double>',
  nested: 'struct<name:string,inner:struct<ids:array<bigint>,at:timestamp>>',
  records: 'array<struct<a:int,b:map<string,string>>>',
};

const orNull = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 5 });
const unicode = fc.string({ unit: 'grapheme', maxLength: 12 });
const time = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const bigint = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const lower = fc.string({ minLength: 1, maxLength: 5 }).map((each) => each.toLowerCase());
const event = fc.record({
  text: orNull(unicode),
  number: orNull(finite),
  small: orNull(int),
  large: orNull(bigint),
  yes: orNull(fc.boolean()),
  at: orNull(time),
  bytes: orNull(fc.uint8Array({ maxLength: 20 })),
  list: orNull(fc.array(orNull(unicode), { maxLength: 4 })),
  lists: orNull(fc.array(orNull(fc.array(int, { maxLength: 3 })), { maxLength: 3 })),
  map: orNull(fc.dictionary(lower, orNull(finite), { maxKeys: 4, noNullPrototype: true })),
  nested: orNull(
    fc.record({
      name: orNull(unicode),
      inner: orNull(fc.record({ ids: orNull(fc.array(bigint, { maxLength: 3 })), at: orNull(time) })),
    }),
  ),
  records: orNull(
    fc.array(
      fc.record({ a: orNull(int), b: orNull(fc.dictionary(lower, unicode, { maxKeys: 2, noNullPrototype: true })) }),
      {
        maxLength: 3,
      },
    ),
  ),
});

const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

/** As a pipeline sends it: JSON with bigints in full, times in ISO-8601, bytes in base64, and names in their own case. */
function sent(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (isDate(value)) return JSON.stringify(value.toISOString());
  if (ArrayBuffer.isView(value)) return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'));
  if (Array.isArray(value)) return `[${value.map(sent).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}:${sent(each)}`)
    .join(',')}}`;
}

/** What must come back, made from the row alone; bigints and numbers as text, since both sides are compared as text. */
function expected(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(value);
  if (isDate(value)) return value.getTime();
  if (ArrayBuffer.isView(value)) return Buffer.from(value as Uint8Array).toString('hex');
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expected(each)]));
}

const READ = `
  i, "text", "number"::VARCHAR AS "number", small::VARCHAR AS small, large::VARCHAR AS large, yes,
  epoch_ms("at") AS "at", lower(hex(bytes)) AS bytes, list,
  list_transform(lists, x -> x::VARCHAR[]) AS lists,
  to_json("map"::MAP(VARCHAR, VARCHAR)) AS "map",
  CASE WHEN nested IS NULL THEN NULL ELSE {
    'name': nested.name,
    'inner': CASE WHEN nested.inner IS NULL THEN NULL ELSE
      {'ids': nested.inner.ids::VARCHAR[], 'at': epoch_ms(nested.inner.at)} END } END AS nested,
  list_transform(records, x -> {'a': x.a::VARCHAR, 'b': to_json(x.b)}) AS records`;

/** DuckDB writes doubles in its own way: 1e+20 and 1.0 and JavaScript's 100000000000000000000 and 1 are the same number. */
function sameNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sameNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key === 'number' && each !== null) return [key, Number(each) + 0];
      if (key === 'map' && each !== null) {
        const entries = Object.entries(each as object).map(
          ([name, one]) => [name, one === null ? null : Number(one) + 0] as const,
        );
        return [key, Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))];
      }
      return [key, each];
    }),
  );
}

test('rows of every type, with nulls at every depth, come back as they were sent', async () => {
  table('every', EVERY);
  await local.create('every', { Prefix: 'every/', ...converting('every') });
  const sample = fc.sample(event, { numRuns: 1_000, seed: 4 }).map((each, i) => ({ i, ...each }));
  const text = sample.map(sent);
  // One in three shares its record with the next, with a line's end between them or with nothing.
  const records: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const shared = i % 3 === 0 && i + 1 < text.length;
    records.push(shared ? `${text[i]}${i % 2 ? '\n' : ''}${text[++i]}` : (text[i] ?? ''));
  }
  for (let i = 0; i < records.length; i += 500) await local.put('every', records.slice(i, i + 500));
  await local.firehose.flush();
  const keys = Object.keys(local.objects());
  expect(keys).toEqual([
    expect.stringMatching(/^every\/2026\/11\/21\/13\/every-1-2026-11-21-13-05-09-[0-9a-f-]{36}\.parquet$/),
  ]);
  const found = (await rows('every', READ)) as { i: number }[];
  found.sort((a, b) => a.i - b.i);
  expect(found).toHaveLength(sample.length);
  for (const [index, each] of sample.entries()) {
    const { i, ...values } = expected(each) as Record<string, unknown>;
    expect(sameNumbers(found[index])).toEqual(sameNumbers({ i: Number(i), ...values }));
  }
});

test('Snappy, and the types of the table', async () => {
  table('every', EVERY);
  await local.create('every', { Prefix: 'every/', ...converting('every') });
  await local.put('every', [{ text: 'only' }]);
  await local.firehose.flush();
  const path = join(local.folder, BUCKET, 'every/**/*.parquet');
  const meta = await db.runAndReadAll(`SELECT DISTINCT compression FROM parquet_metadata('${path}')`);
  expect(meta.getRowObjectsJson()).toEqual([{ compression: 'SNAPPY' }]);
  const types = await db.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${path}', hive_partitioning = false)`);
  expect(types.getRowObjectsJson().map(({ column_type }) => column_type)).toEqual([
    ...[
      'INTEGER',
      'VARCHAR',
      'DOUBLE',
      'INTEGER',
      'BIGINT',
      'BOOLEAN',
      'TIMESTAMP',
      'BLOB',
      'VARCHAR[]',
      'INTEGER[][]',
    ],
    ...['MAP(VARCHAR, DOUBLE)', 'STRUCT("name" VARCHAR, "inner" STRUCT(ids BIGINT[], "at" TIMESTAMP))'],
    'STRUCT(a INTEGER, b MAP(VARCHAR, VARCHAR))[]',
  ]);
});

test('Hive partitions by a query, one file each, and names in any case', async () => {
  table('plays', { titleid: 'string', watchedseconds: 'double', at: 'timestamp' });
  await local.create('plays', {
    ...converting('plays'),
    ...partitioned('{day:.at[0:10],kind}'),
    Prefix: 'plays/day=!{partitionKeyFromQuery:day}/kind=!{partitionKeyFromQuery:kind}/',
    ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/',
  });
  const plays = Array.from({ length: 1_000 }, (_, i) => ({
    titleId: `t${i % 7}`,
    WatchedSeconds: i / 2,
    at: new Date(Date.UTC(2026, 10, 1 + (i % 3), i % 24)).toISOString(),
    kind: i % 2 ? 'play' : 'stop',
  }));
  for (let i = 0; i < 1_000; i += 500) await local.put('plays', plays.slice(i, i + 500));
  await local.firehose.flush();
  expect(Object.keys(local.objects())).toHaveLength(6);
  const select =
    'day::VARCHAR AS day, kind, count(*) AS n, sum(watchedseconds) AS s, count(DISTINCT titleid) AS titles';
  const path = `read_parquet('${join(local.folder, BUCKET)}/plays/*/*/*.parquet', hive_partitioning = true)`;
  const found = await db.runAndReadAll(`SELECT ${select} FROM ${path} GROUP BY ALL ORDER BY ALL`);
  const groups = new Map<string, { n: number; s: number; titles: Set<string> }>();
  for (const { at, kind, WatchedSeconds, titleId } of plays) {
    const id = `${at.slice(0, 10)} ${kind}`;
    const group = groups.get(id) ?? { n: 0, s: 0, titles: new Set() };
    groups.set(id, { n: group.n + 1, s: group.s + WatchedSeconds, titles: group.titles.add(titleId) });
  }
  expect(
    found
      .getRowObjectsJson()
      .map(({ day, kind, n, s, titles }) => [`${day} ${kind}`, Number(n), Number(s), Number(titles)]),
  ).toEqual([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { n, s, titles }]) => [id, n, s, titles.size]));
});

test('what does not convert goes to the errors, whole, and nothing else does', async () => {
  table('strict', {
    id: 'string',
    n: 'int',
    b: 'bigint',
    at: 'timestamp',
    s: 'struct<a:int>',
    m: 'map<string,int>',
    y: 'binary',
  });
  await local.create('strict', {
    Prefix: 'strict/',
    ErrorOutputPrefix: 'bad/!{firehose:error-output-type}/',
    ...converting('strict'),
  });
  const good = [
    ['{"id":1.50,"n":"7","b":9007199254740993}', { id: '1.5', n: 7, b: '9007199254740993' }],
    ['{"ID":{"Deep":[1,{"X":2}]},"s":[5,6]}', { id: '{"deep":[1,{"x":2}]}', s: { a: 5 } }],
    [
      '{"id":true,"n":2.0,"M":{"KEY":1,"key":2},"at":1518033528123,"extra":{}}',
      { id: 'true', n: 2, m: { key: 2 }, at: 1518033528123 },
    ],
  ] as const;
  const bad: readonly (readonly [string, string])[] = [
    ['nope', 'ParseError'],
    ['{"id":"a"}{"id":', 'ParseError'],
    ['', 'MalformedData'],
    ['[{"id":"a"}]', 'MalformedData'],
    ['42', 'MalformedData'],
    ['{"n":2147483648}', 'MalformedData'],
    ['{"n":1.5}', 'MalformedData'],
    ['{"b":9223372036854775808}', 'MalformedData'],
    ['{"n":"oops"}', 'MalformedData'],
    ['{"at":"2026-11-21T10:00:00+01:00"}', 'MalformedData'],
    ['{"s":5}', 'MalformedData'],
    ['{"m":[1]}', 'MalformedData'],
    ['{"y":"not base64!"}', 'MalformedData'],
    ['{"id":"kept back"}\n{"n":"oops"}', 'MalformedData'],
  ];
  await local.put('strict', [...good.map(([text]) => text), ...bad.map(([text]) => text)]);
  await local.firehose.flush();
  expect(errors().map(({ lastErrorCode }) => lastErrorCode)).toEqual(
    bad.map(([, code]) => `DataFormatConversion.${code}`),
  );
  expect(errors().map(({ rawData }) => Buffer.from(rawData, 'base64').toString())).toEqual(bad.map(([text]) => text));
  expect(errors()[8]?.lastErrorMessage).toBe('Data does not match the schema. For input string: "oops"');
  expect(errors()[0]?.dataCatalogTable).toMatchObject({
    databaseName: 'lake',
    tableName: 'strict',
    versionId: 'LATEST',
  });
  expect(Object.keys(local.objects())[0]).toMatch(/^bad\/format-conversion-failed\/strict-1-[0-9a-f-]+$/);
  const found = await rows('strict', 'id, n, b::VARCHAR AS b, epoch_ms("at") AS "at", s, m, y');
  const blank = { id: null, n: null, b: null, at: null, s: null, m: null, y: null };
  expect(found).toEqual(good.map(([, row]) => ({ ...blank, ...row })));
});

test('the table counts as it is when the buffer is delivered; one that is gone sends all to the errors', async () => {
  table('moving', { a: 'int' });
  await local.create('moving', { Prefix: 'moving/', ...converting('moving') });
  await local.put('moving', [{ a: 1, b: 2 }]);
  local.glue.catalog.updateTable('lake', {
    Name: 'moving',
    StorageDescriptor: {
      Columns: [
        { Name: 'a', Type: 'bigint' },
        { Name: 'b', Type: 'string' },
      ],
    },
  });
  await local.firehose.flush();
  expect(await rows('moving', 'a::VARCHAR AS a, b')).toEqual([{ a: '1', b: '2' }]);
  await local.put('moving', [{ a: 3 }, { a: 4 }]);
  local.glue.catalog.deleteTable('lake', 'moving');
  await local.firehose.flush();
  expect(errors().map(({ lastErrorCode }) => lastErrorCode)).toEqual(
    Array(2).fill('DataFormatConversion.EntityNotFound'),
  );
});

test('bytes inside of everything', async () => {
  table('bytes', {
    i: 'int',
    l: 'array<array<binary>>',
    m: 'map<string,array<binary>>',
    s: 'struct<a:int,b:struct<y:binary>>',
    x: 'array<struct<y:binary,n:map<string,binary>>>',
  });
  await local.create('bytes', { Prefix: 'bytes/', ...converting('bytes') });
  const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  const [text, short] = [all.toString('base64'), '/w'];
  await local.put('bytes', [
    {
      i: 1,
      l: [[text, null], null, []],
      m: { a: [short], b: null },
      s: { a: 1, b: { y: text } },
      x: [{ y: '', n: { k: text } }, null],
    },
    { i: 2, s: { a: 2 }, m: {} },
    { i: 3 },
  ]);
  await local.firehose.flush();
  const found = await rows(
    'bytes',
    `hex(l[1][1]) AS l, l[2] AS none, hex(m['a'][1]) AS m, s.a AS a, hex(s.b.y) AS s, hex(x[1].y) AS empty,
     hex(x[1].n['k']) AS k, x[2] AS x, cardinality(m)::INTEGER AS size, s IS NULL AS nothing`,
  );
  const hex = all.toString('hex').toUpperCase();
  const blank = {
    l: null,
    none: null,
    m: null,
    a: null,
    s: null,
    empty: null,
    k: null,
    x: null,
    size: null,
    nothing: true,
  };
  expect(found).toEqual([
    { ...blank, l: hex, m: 'FF', a: 1, s: hex, empty: '', k: hex, size: 2, nothing: false },
    { ...blank, a: 2, size: 0, nothing: false },
    blank,
  ]);
});

test('mappings and dots of the OpenX SerDe', async () => {
  table('mapped', { ts: 'bigint', a_b: 'string' });
  const { DataFormatConversionConfiguration: conversion } = converting('mapped');
  const openX = { ColumnToJsonKeyMappings: { ts: 'timestamp' }, ConvertDotsInJsonKeysToUnderscores: true };
  await local.create('mapped', {
    Prefix: 'mapped/',
    DataFormatConversionConfiguration: {
      ...conversion,
      InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: openX } },
    },
  });
  await local.put('mapped', [{ Timestamp: 5, 'A.b': 'x' }]);
  await local.firehose.flush();
  expect(await rows('mapped', 'ts::INTEGER AS ts, a_b')).toEqual([{ ts: 5, a_b: 'x' }]);
});

test.each([
  ['no table', 'not-there', {}, /EntityNotFoundException: Table not-there not found/],
  ['a type that is not here', 'odd', {}, /no 'decimal'/],
  ['compression outside of Parquet', 'fine', { CompressionFormat: 'GZIP' as const }, /UNCOMPRESSED/],
  ['a small buffer', 'fine', { BufferingHints: { SizeInMBs: 5 } }, /at least 64/],
])('refuses %s when the stream is made', async (_, name, more, message) => {
  table('odd', { price: 'decimal(10,2)' });
  table('fine', { a: 'int' });
  await expect(local.create('bad', { ...converting(name), ...more })).rejects.toThrow(message);
  await expect(
    local.create('orc', {
      DataFormatConversionConfiguration: {
        ...converting('fine').DataFormatConversionConfiguration,
        OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } },
      },
    }),
  ).rejects.toThrow(/Parquet only/);
});

test('large buffers lie on disk, not in memory, and come back whole', async () => {
  table('wide', { n: 'int', text: 'string' });
  await local.create('wide', { Prefix: 'wide/', ...converting('wide') });
  const text = 'x'.repeat(8_000);
  for (let batch = 0; batch < 10; batch++) {
    await local.put(
      'wide',
      Array.from({ length: 300 }, (_, i) => ({ n: batch * 300 + i, text })),
    );
  }
  expect(local.firehose.waiting('wide').bytes).toBeGreaterThan(24_000_000);
  await local.firehose.flush();
  const found = await rows('wide', 'count(DISTINCT n)::INTEGER AS n, min(length(text))::INTEGER AS shortest');
  expect(found).toEqual([{ n: 3_000, shortest: 8_000 }]);
  expect(
    readFileSync(join(local.folder, BUCKET, Object.keys(local.objects())[0] ?? ''))
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1');
});
