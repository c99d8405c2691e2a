/** The whole table of TypeScript types to columns, and every type that no column can have. */
import { expect, test } from '@jest/globals';
import type { Column } from '../../compiler/ir/types.js';
import { wasRead } from './support.js';

const pipelineOf = (fields: string, types: string): string => `
import { firehose, kinesis, pipeline, seconds, type Int } from 'pipectl';
${types}
interface Row { ${fields}; at: Date }
const events = kinesis<Row>({ stream: 'events', time: e => e.at, outOfOrder: seconds(30) });
export default pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);
`;

async function columns(fields: string, types = ''): Promise<Record<string, string>> {
  const { pipeline, diagnostics } = await wasRead(pipelineOf(fields, types));
  if (!pipeline) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  const schema = pipeline.stages[0]?.schema ?? [];
  return Object.fromEntries(schema.filter(({ name }) => name !== 'at').map((field) => [field.name, short(field)]));
}

/** A column in one line: `string?` is undefined when absent, `string|null` null, `string?|null` either. */
function short({ type, absence }: Column): string {
  const missing = { never: '', null: '|null', undefined: '?', either: '?|null' }[absence];
  switch (type.kind) {
    case 'array':
      return `[${short(type.element)}]${missing}`;
    case 'map':
      return `{*: ${short(type.value)}}${missing}`;
    case 'row':
      return `{${type.fields.map((field) => `${field.name}: ${short(field)}`).join(', ')}}${missing}`;
    default:
      return `${type.kind}${type.values ? `(${type.values.join(' ')})` : ''}${missing}`;
  }
}

test('scalars', async () => {
  const types = `type UserId = string & { readonly __brand: 'UserId' }; type Cents = bigint & { cents?: never }; declare const sym: unique symbol;
    type Score = number & { [sym]: 'Score' }; type Flag = boolean & { flag?: never }; type Instant = Date & { instant?: never };`;
  expect(
    await columns(
      `s: string; n: number; i: Int; b: bigint; t: boolean; d: Date; y: Uint8Array; u: UserId; c: Cents; sc: Score; f: Flag; ins: Instant; readonly ro: string; sx: string & {}`,
      types,
    ),
  ).toEqual({
    s: 'string',
    n: 'number',
    i: 'int',
    b: 'bigint',
    t: 'boolean',
    d: 'date',
    y: 'bytes',
    u: 'string',
    c: 'bigint',
    sc: 'number',
    f: 'boolean',
    ins: 'date',
    ro: 'string',
    sx: 'string',
  });
});

test('literal unions and string enums close the set of values, sorted', async () => {
  const types = `enum Kind { Stop = 'stop', Play = 'play' } enum One { Only = 'only' } const enum Const { B = 'b', A = 'a' }
    type Currency = ('usd' | 'eur') & { readonly currency?: never }; const kinds = ['x', 'a'] as const;`;
  expect(
    await columns(
      `k: Kind; o: One; c: Const; member: Kind.Play; two: 'b' | 'a'; one: 'x'; n: 10 | 9 | -1; yes: true; no?: false | null; cur: Currency; arr: (typeof kinds)[number]; both: 'a' | 'a' | Kind`,
      types,
    ),
  ).toEqual({
    k: 'string(play stop)',
    o: 'string(only)',
    c: 'string(a b)',
    member: 'string(play)',
    two: 'string(a b)',
    one: 'string(x)',
    n: 'number(-1 9 10)',
    yes: 'boolean(true)',
    no: 'boolean(false)?|null',
    cur: 'string(eur usd)',
    arr: 'string(a x)',
    both: 'string(a play stop)',
  });
});

test('null, undefined and optional', async () => {
  expect(
    await columns(
      `a: string | null; b?: string; c?: string | null; d: string | undefined; e: Int | null; f: boolean | null; g?: boolean; h: 'x' | null | undefined; i: Date | null; j?: Date[]`,
    ),
  ).toEqual({
    a: 'string|null',
    b: 'string?',
    c: 'string?|null',
    d: 'string?',
    e: 'int|null',
    f: 'boolean|null',
    g: 'boolean?',
    h: 'string(x)?|null',
    i: 'date|null',
    j: '[date]?',
  });
});

test('arrays, records and nested objects', async () => {
  const types = `interface Point { x: number; y?: Int } type Pair<T> = { left: T; right: T | null };`;
  expect(
    await columns(
      `a: string[]; b: readonly (Int | null)[]; c: Array<Date>; d: ReadonlyArray<string[]>; m: Record<string, bigint>; m2: { [name: string]: Point | null }; m3: Partial<Record<string, string>>;
       p: Point; q: Point[]; pair: Pair<Point>; lit: { a: { b: { c: 'deep' } } }; two: Record<'b' | 'a', Int>; e?: Readonly<Point>`,
      types,
    ),
  ).toEqual({
    a: '[string]',
    b: '[int|null]',
    c: '[date]',
    d: '[[string]]',
    m: '{*: bigint}',
    m2: '{*: {x: number, y: int?}|null}',
    m3: '{*: string?}',
    p: '{x: number, y: int?}',
    q: '[{x: number, y: int?}]',
    pair: '{left: {x: number, y: int?}, right: {x: number, y: int?}|null}',
    lit: '{a: {b: {c: string(deep)}}}',
    two: '{a: int, b: int}',
    e: '{x: number, y: int?}?',
  });
});

test('derived types keep the order of declaration, whatever was checked before', async () => {
  // The union names the keys in another order, twice, so that TypeScript has met them before it reads the types.
  const types = `type Before = 'zeta' | 'mid' | 'alpha'; const before: Before[] = ['mid', 'alpha', 'zeta'];
    interface Base { zeta: string; alpha: Int; mid: boolean } interface Derived extends Base { own: string; alpha: Int }
    interface Late { last: string } interface Early { early: string }`;
  expect(
    await columns(
      `pick: Pick<Base, 'mid' | 'zeta'>; omit: Omit<Base, 'alpha'>; partial: Partial<Base>; required: Required<{ b?: string; a?: Int }>; mapped: { [K in keyof Base]: string | null };
       and: Late & Early; derived: Derived; remapped: { [K in 'zeta' | 'alpha' as \`x_\${K}\`]: Base[K] }; combo: Omit<Base, 'mid'> & { extra: Date }`,
      types,
    ),
  ).toEqual({
    pick: '{zeta: string, mid: boolean}',
    omit: '{zeta: string, mid: boolean}',
    partial: '{zeta: string?, alpha: int?, mid: boolean?}',
    required: '{b: string, a: int}',
    mapped: '{zeta: string|null, alpha: string|null, mid: string|null}',
    and: '{last: string, early: string}',
    derived: '{zeta: string, alpha: int, mid: boolean, own: string}',
    remapped: '{x_alpha: int, x_zeta: string}',
    combo: '{zeta: string, alpha: int, extra: date}',
  });
});

test('the columns of a type alias, a class-free generic, an intersection and an imported type', async () => {
  const { pipeline } = await wasRead({
    'events.ts': `export interface Meta { id: string; at: Date } export type Envelope<T> = Meta & { body: T };`,
    'pipeline.ts': `
      import { firehose, kinesis, pipeline, seconds } from 'pipectl';
      import type { Envelope } from './events';
      type Order = Envelope<{ total: number; lines: { sku: string }[] }> & { tenant?: string };
      const make = kinesis<Order>;
      const orders = make({ stream: 'orders', time: o => o.at, outOfOrder: seconds(1) });
      export default pipeline('p', [orders.to(firehose({ deliveryStream: 'out' }))]);`,
  });
  expect(short({ type: { kind: 'row', fields: pipeline?.stages[0]?.schema ?? [] }, absence: 'never' })).toBe(
    '{id: string, at: date, body: {total: number, lines: [{sku: string}]}, tenant: string?}',
  );
});

const REFUSED: readonly (readonly [field: string, code: string, path: string, hint: string])[] = [
  ['f: [string, number]', 'PC1204', 'Row.f', 'string[]'],
  ['f: readonly [string]', 'PC1204', 'Row.f', 'string[]'],
  ['f: Level', 'PC1205', 'Row.f', `'Level'`],
  ['f: Level.Low', 'PC1205', 'Row.f', `'Level'`],
  ['f: Level | null', 'PC1205', 'Row.f', `'Level'`],
  ['f: `user-${string}`', 'PC1206', 'Row.f', 'rules'],
  ['f: Uppercase<string>', 'PC1206', 'Row.f', 'rules'],
  ['f: { a: string } | { b: string }', 'PC1207', 'Row.f', 'field?: T'],
  ['f: string[] | Int[]', 'PC1207', 'Row.f', 'field?: T'],
  ['f: Date | string', 'PC1208', 'Row.f', 'timestamps'],
  ['f: string | number', 'PC1208', 'Row.f', 'one of them'],
  [`f: 'a' | 1 | null`, 'PC1208', 'Row.f', 'one of them'],
  ['f: string | { a: string }', 'PC1208', 'Row.f', 'one of them'],
  ['f: () => void', 'PC1209', 'Row.f', 'leave the property out'],
  ['f(): string', 'PC1209', 'Row.f', 'leave the property out'],
  ['f: new () => Date', 'PC1209', 'Row.f', 'leave the property out'],
  ['f: Money', 'PC1210', 'Row.f', 'interface'],
  ['f: Map<string, string>', 'PC1210', 'Row.f', 'Record<string, T>'],
  ['f: Set<string>', 'PC1210', 'Row.f', 'T[]'],
  ['f: RegExp', 'PC1210', 'Row.f', 'string'],
  ['f: Tree', 'PC1211', 'Row.f.children[]', 'levels'],
  ['f: any', 'PC1203', 'Row.f', 'write the type'],
  ['f: unknown', 'PC1203', 'Row.f', 'write the type'],
  ['f: never', 'PC1203', 'Row.f', 'leave the field out'],
  ['f: null', 'PC1203', 'Row.f', 'leave the field out'],
  ['f?: never', 'PC1203', 'Row.f', 'leave the field out'],
  ['f: object', 'PC1203', 'Row.f', 'interface'],
  ['f: {}', 'PC1203', 'Row.f', 'interface'],
  ['f: symbol', 'PC1203', 'Row.f', 'string'],
  ['f: 1n | 2n', 'PC1203', 'Row.f', 'bigint'],
  ['f: { a: string; [other: string]: string }', 'PC1203', 'Row.f', 'Record<string, T>'],
  ['f: { [n: number]: string }', 'PC1203', 'Row.f', 'Record<string, T>'],
  ['[key]: string', 'PC1203', 'Row[key]', 'plain name'],
  ['f: { deep: { g: any }[] }', 'PC1203', 'Row.f.deep[].g', 'write the type'],
  ['f: Record<string, Set<string>>', 'PC1210', 'Row.f[…]', 'T[]'],
  ['$time: Date', 'PC1212', 'Row.$time', 'time'],
];

const REFUSED_TYPES = `enum Level { Low, High } class Money { constructor(readonly cents: bigint) {} } interface Tree { children: Tree[] } declare const key: unique symbol;`;

test.each(REFUSED)('refused: %s', async (field, code, path, hint) => {
  const text = pipelineOf(field, REFUSED_TYPES);
  const { pipeline, diagnostics } = await wasRead(text);
  expect(pipeline).toBeNull();
  expect(diagnostics.map((each) => [each.code, each.message.includes(`'${path}'`)])).toEqual([[code, true]]);
  expect(diagnostics[0]?.hint).toContain(hint);
  const span = diagnostics[0]?.span;
  const at = span && text.slice(span.start, span.end);
  const expected = path === 'Row.f.children[]' ? 'children: Tree[]' : path === 'Row.f.deep[].g' ? 'g: any' : field;
  expect(at).toBe(expected);
});

test('everything that is wrong is reported in one run', async () => {
  const { diagnostics } = await wasRead(pipelineOf('a: any; b: [string]; c: { d: symbol; e: () => void }', ''));
  expect(diagnostics.map(({ code }) => code)).toEqual(['PC1203', 'PC1204', 'PC1203', 'PC1209']);
});

const source = (argument: string, around = ''): string => `
  import { firehose, kinesis, pipeline, seconds, type Stream } from 'pipectl';
  interface Row { id: string; at: Date }
  ${around}
  const events = kinesis${argument}({ stream: 'events', time: () => new Date(0), outOfOrder: seconds(30) });
  export default pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);`;

test.each([
  ['', 'PC1201'],
  ['<object>', 'PC1203'],
  ['<string[]>', 'PC1213'],
  ['<Date>', 'PC1213'],
  ['<Record<string, string>>', 'PC1213'],
  ['<any>', 'PC1203'],
])('the row type kinesis%s', async (argument, code) => {
  const { diagnostics } = await wasRead(source(argument));
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
});

test('a type parameter is no row type', async () => {
  const text = `
    import { firehose, kinesis, pipeline, seconds, type Stream } from 'pipectl';
    interface Row { id: string; at: Date }
    function stream<T extends { at: Date }>(name: string): Stream<T> {
      return kinesis<T>({ stream: name, time: e => e.at, outOfOrder: seconds(30) });
    }
    const partly = <T extends string>() => kinesis<{ id: T; at: Date }>({ stream: 'b', time: e => e.at, outOfOrder: seconds(30) });
    export default pipeline('p', [stream<Row>('a').to(firehose({ deliveryStream: 'out' })), partly().to(firehose({ deliveryStream: 'b' }))]);`;
  const { diagnostics } = await wasRead(text);
  expect(diagnostics.map(({ code, span }) => [code, span && text.slice(span.start, span.end)])).toEqual([
    ['PC1202', 'T'],
    ['PC1203', 'id: T'],
  ]);
});
