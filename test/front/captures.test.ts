/** Which function a stage holds and what it captured, however the author wrote it. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { CapturedValue, LambdaReference } from '../../compiler/ir/graph.js';
import { graphOfText, pipelineText } from './support.js';

const END = `\nexport default pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);`;

/** The filters of the pipeline's stages, in order. */
async function filters(body: string, others: Readonly<Record<string, string>> = {}): Promise<LambdaReference[]> {
  const graph = await graphOfText({ 'pipeline.ts': pipelineText(body + END), ...others });
  return graph.stages.flatMap((stage) => (stage.kind === 'filter' ? [stage.where] : []));
}

/** The text from where the function stands, up to its arrow or brace. */
function head(reference: LambdaReference | CapturedValue | undefined): string {
  if (reference?.kind !== 'function') return `${reference?.kind}`;
  return (
    readFileSync(reference.site.file, 'utf8')
      .slice(reference.site.start)
      .split(/ =>| \{/)[0] ?? ''
  );
}

const captures = (reference: LambdaReference | CapturedValue | undefined): Readonly<Record<string, CapturedValue>> => {
  if (reference?.kind !== 'function') throw new Error(`${reference?.kind}`);
  return reference.captures;
};

const number = (value: number) => ({ kind: 'number', value });
const string = (value: string) => ({ kind: 'string', value });

test('curried functions capture their outer parameters', async () => {
  const [gt, deep] = await filters(`
    const gt = (n: number) => (e: Event) => e.amount > n;
    const between = (low: number) => (high: number) => function (e: Event) { return e.amount > low && e.amount < high; };
    events.filter(gt(3)); events.filter(between(1)(9));`);
  expect([head(gt), captures(gt)]).toEqual(['(e: Event)', { n: number(3) }]);
  expect([head(deep), captures(deep)]).toEqual(['function (e: Event)', { high: number(9), low: number(1) }]);
});

test('functions held in properties, with satisfies, as, ?: and parentheses', async () => {
  const found = await filters(`
    const limit = 2;
    const cfg = { big: (e: Event) => e.amount > limit, 'very big'(e: Event) { return e.amount > limit * 10; }, deep: { small: ((e: Event) => e.amount < limit) } };
    const checked = ((e) => e.kind === 'a') satisfies (e: Event) => boolean;
    const cast = ((e: Event) => e.id === '') as (e: Event) => boolean;
    const chosen = limit > 1 ? (e: Event) => e.amount > 1 : (e: Event) => e.amount > 2;
    const other = limit > 5 ? (e: Event) => e.amount > 1 : (e: Event) => e.amount > limit;
    for (const f of [cfg.big, cfg['very big'], cfg.deep.small, checked, cast, chosen, other]) events.filter(f);`);
  expect(found.map(head)).toEqual([
    '(e: Event)',
    "'very big'(e: Event)",
    '(e: Event)',
    '(e)',
    '(e: Event)',
    '(e: Event)',
    '(e: Event)',
  ]);
  const limit = { limit: number(2) };
  expect(found.map(captures)).toEqual([limit, limit, limit, {}, {}, {}, limit]);
});

test('shorthand properties, destructuring and objects count; type names do not', async () => {
  const [first, second] = await filters(`
    type Limit = number;
    const limits = { low: 1, nested: { high: 9n, names: ['x', null, undefined, true], at: new Date(5), none: NaN, minus: -0 } };
    const { low, nested: { high } } = limits;
    const big = (e: Event): boolean => { const o = { low }; const l: Limit = o.low; return e.amount > l; };
    events.filter(big);
    events.filter(e => BigInt(e.amount) > high && limits.nested.names.length > 0 && Math.abs(1) > 0);`);
  expect(captures(first)).toEqual({ low: number(1) });
  expect(captures(second)).toEqual({
    BigInt: { kind: 'global', name: 'BigInt' },
    Math: { kind: 'global', name: 'Math' },
    high: { kind: 'bigint', value: '9' },
    limits: {
      kind: 'object',
      fields: {
        low: number(1),
        nested: {
          kind: 'object',
          fields: {
            high: { kind: 'bigint', value: '9' },
            names: {
              kind: 'array',
              items: [string('x'), { kind: 'null' }, { kind: 'undefined' }, { kind: 'boolean', value: true }],
            },
            at: { kind: 'date', value: 5 },
            none: { kind: 'number', value: 'NaN' },
            minus: { kind: 'number', value: '-0' },
          },
        },
      },
    },
  });
});

test('imported constants, namespaces, defaults, renamed and re-exported functions', async () => {
  const found = await filters(
    `
    import { LIMIT as most, isBig } from './config';
    import * as config from './config.js';
    import again, { Kind, Level } from './again.ts';
    import data from './data.json';
    events.filter(e => e.amount > most);
    events.filter(e => e.amount > config.LIMIT && config.isBig(e));
    events.filter(isBig);
    events.filter(config.isBig);
    events.filter(again);
    events.filter(e => e.kind === Kind.A && e.amount > Level.High);
    events.filter(e => e.amount > data.limit);`,
    {
      'config.ts': `export const LIMIT = 7; export let notYet = 1; export function isBig(e: { amount: number }) { return e.amount > LIMIT; }`,
      'again.ts': `import { isBig } from './config'; export default isBig; export enum Kind { A = 'a', B = 'b' } export const enum Level { Low, High }`,
      'data.json': `{ "limit": 5 }`,
    },
  );
  expect(captures(found[0])).toEqual({ most: number(7) });
  const namespace = captures(found[1])['config'];
  if (namespace?.kind !== 'object') throw new Error('the namespace is no object');
  expect(namespace.fields['LIMIT']).toEqual(number(7));
  expect(captures(namespace.fields['isBig'])).toEqual({ LIMIT: number(7) });
  for (const same of found.slice(2, 5)) {
    expect([head(same), captures(same)]).toEqual([
      'export function isBig(e: { amount: number })'.split(' {')[0],
      { LIMIT: number(7) },
    ]);
  }
  expect(captures(found[5])).toEqual({
    Kind: { kind: 'object', fields: { A: string('a'), B: string('b') } },
    Level: { kind: 'object', fields: { '0': string('Low'), '1': string('High'), Low: number(0), High: number(1) } },
  });
  expect(captures(found[6])).toEqual({ data: { kind: 'object', fields: { limit: number(5) } } });
});

test('a called function brings its own captures; a recursive one stops', async () => {
  const [called, recursive] = await filters(`
    const factor = 3;
    const scaled = (n: number) => n * factor;
    function isBig(e: Event) { return scaled(e.amount) > threshold; }
    const threshold = 10;
    events.filter(e => isBig(e));
    const down = (n: number): number => n <= 0 ? 0 : down(n - 1);
    events.filter(e => down(e.amount) === 0);`);
  const isBig = captures(called)['isBig'];
  expect(captures(isBig)['threshold']).toEqual(number(10));
  expect(captures(captures(isBig)['scaled'])).toEqual({ factor: number(3) });
  expect(captures(captures(recursive)['down'])).toEqual({
    down: { kind: 'opaque', what: 'a function that calls itself' },
  });
});

test('loop variables, hoisting, default parameters and variables without a value', async () => {
  const found = await filters(`
    const all = [1, 5, 60].map(m => events.filter(e => e.amount > m));
    for (let i = 0; i < 2; i++) events.filter(e => e.amount > i);
    events.filter(hoisted);
    function hoisted(e: Event) { return e.amount > later; }
    const later = 4;
    const withDefault = (n = later) => (e: Event, m = n) => e.amount > m;
    events.filter(withDefault());
    events.filter(e => e.amount > never);
    var never: number;`);
  expect(found.map(captures)).toEqual([
    { m: number(1) },
    { m: number(5) },
    { m: number(60) },
    { i: number(0) },
    { i: number(1) },
    { later: number(4) },
    { n: number(4) },
    { never: { kind: 'undefined' } },
  ]);
});

test('factories with a type parameter keep the place of their lambda', async () => {
  const found = await filters(`
    function busy<T extends { amount: number }>(stream: Stream<T>, most: number): Stream<T> {
      return stream.filter(e => e.amount > most);
    }
    const a = busy(events, 1), b = busy(a, 2);`);
  expect(new Set(found.map((each) => each.kind === 'function' && each.site.start)).size).toBe(1);
  expect(found.map(captures)).toEqual([{ most: number(1) }, { most: number(2) }]);
});

test('functions without an entry, and values that cannot leave the process', async () => {
  const found = await filters(`
    class Rule { static check(e: Event) { return e.amount > 1; } constructor(readonly n = 1) {} }
    const rule = new Rule();
    const map = new Map([['a', 1]]);
    const self: { me?: unknown } = {}; self.me = self;
    const o = { get n(): number { throw new Error('a getter was run'); } };
    events.filter(Rule.check);
    events.filter(((e: Event) => e.amount > 0).bind(null));
    events.filter(Boolean);
    events.filter(e => e.amount > rule.n && map.size > 0 && self !== o && /x/.test(e.id) && symbol !== events);
    const symbol: unknown = Symbol('s');`);
  expect(found.slice(0, 3)).toEqual([
    { kind: 'unregistered', name: 'check' },
    { kind: 'unregistered', name: 'bound ' },
    { kind: 'unregistered', name: 'Boolean' },
  ]);
  expect(captures(found[3])).toEqual({
    rule: { kind: 'opaque', what: 'an instance of Rule' },
    map: { kind: 'opaque', what: 'an instance of Map' },
    self: { kind: 'object', fields: { me: { kind: 'opaque', what: 'an object that contains itself' } } },
    o: { kind: 'object', fields: { n: { kind: 'opaque', what: 'a getter' } } },
    symbol: { kind: 'opaque', what: 'a symbol' },
    events: { kind: 'opaque', what: 'a stream' },
  });
});
