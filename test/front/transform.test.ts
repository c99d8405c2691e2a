/** Transformed code must do exactly what the author's does: both are run by Node and must print the same. */
import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import { transform, withInlineMap } from '../../compiler/evaluate/transform.js';
import { ownModule } from '../../compiler/load/package-root.js';

const FILE = '/author/code.ts';
const REGISTRY = pathToFileURL(ownModule('pipectl/registry', '.js') ?? '').href;
const folder = mkdtempSync(join(tmpdir(), 'pipectl-transform-'));
let count = 0;

function run(code: string): string {
  const file = join(folder, `${count++}.mjs`);
  writeFileSync(
    file,
    code.replaceAll("'pipectl/registry'", `'${REGISTRY}'`).replaceAll('"pipectl/registry"', `'${REGISTRY}'`),
  );
  return execFileSync(process.execPath, ['--enable-source-maps', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function plain(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

const KEEPS: Readonly<Record<string, string>> = {
  'optional chains stop at what is absent': `
    const a: { b?: () => { c(): number } } = {};
    console.log(a.b?.().c(), a?.b?.()!.c(), (a as any).x?.y.z(1)(2)[3]);
    const o = { f: (n: number) => ({ g: () => n }) };
    console.log(o?.f(4).g(), o.f?.(5)?.g?.());
    let ran = 0;
    (a as any).nothing?.(ran++);
    console.log(ran);`,
  'this belongs to the object of a call': `
    const o = { n: 3, get() { return this.n; }, later() { return (() => this.n)(); }, 'two words'() { return this.n + 1; } };
    console.log(o.get(), o['get'](), (o.get)(), o.later(), o['two words']());
    class A { n = 1; inc = () => ++this.n; static make() { return new this(); } }
    console.log(A.make().inc(), new A().inc());
    function F(this: any) { this.k = 7; }
    console.log(new (F as any)().k, new (function (this: any) { this.q = 8; } as any)().q);`,
  'await, yield and super stay in their function': `
    const wait = async (n: number) => { const m = await Promise.resolve(n); return m + 1; };
    const got = await wait(1);
    const pair = { v: await wait(got) };
    function* numbers() { const x: number = yield 1; yield x + [...inner()].length; }
    function* inner() { yield* [1, 2, 3]; }
    const it = numbers(); console.log(it.next().value, it.next(5).value, pair.v);
    for await (const v of (async function* () { yield await wait(7); })()) console.log(v);
    class B { hi() { return 'B'; } static s() { return 'sB'; } constructor(readonly x = 1) {} }
    class C extends B { constructor() { super(2); } hi() { return super.hi() + 'C'; } static s() { return super.s() + '!'; } }
    console.log(new C().hi(), new C().x, C.s());
    const base = { who() { return 'base'; } };
    const derived = { who() { return super.who() + '+'; } };
    Object.setPrototypeOf(derived, base);
    console.log(derived.who());`,
  'templates, spread, import() and eval keep their form': `
    const tag = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v.join(',');
    console.log(tag\`a\${[1, 2].map(x => x * 2)}b\`, Math.max(...[1, 5, 2].filter(x => x < 5)), { ...(() => ({ z: 1 }))() });
    const { join } = await import('node:path');
    console.log(join('a', 'b'), eval('1 + 1'), typeof import.meta.url);
    const label = (() => { outer: for (const x of [1, 2]) { for (;;) { if (x > 1) break outer; continue outer; } } return 'done'; })();
    console.log(label);`,
  'functions keep their names': `
    const arrow = () => 1; const fn = function () {}; const own = function inner() {};
    const o = { prop: () => 1, method() {}, 'quoted-name'() {}, async am() {}, *gm() {}, [\`computed\${1}\`]() {} };
    console.log(arrow.name, fn.name, own.name, o.prop.name, o.method.name, o['quoted-name'].name, o.am.name, o.gm.name, (o as any).computed1.name);
    class K { field = () => 1; static s = function () {}; }
    console.log(new K().field.name, K.s.name, (() => {}).name);`,
  'hoisting and order of evaluation stay': `
    console.log(early(2));
    function early(n: number) { return late * n; }
    var late = 21;
    console.log(early(2));
    const log: string[] = [];
    const t = (s: string) => { log.push(s); return { m: (..._: unknown[]) => t(s + 'm') }; };
    t('a').m(t('b'), t('c').m()).m(t('d'));
    console.log(log.join(' '));
    switch (1 as number) { case 1: console.log(inCase()); function inCase() { return 'case'; } }
    { function block() { return 'block'; } console.log(block()); }
    `,
  'statements without semicolons stay apart': `
    const a = [1, 2, 3]
    const b = a.map(x => x + 1)
    ;[4].forEach(x => b.push(x))
    const c = function () { return 'c' }
    ;(() => { console.log(b.join(), c()) })()
    let i = 0
    i
    ++i
    console.log(i)
    label: { break label }`,
  'shadowing, defaults, destructuring and closures': `
    const n = 1;
    const f = (n: number, m = n * 2, { k = m + 1, ...rest } = {} as any) => [n, m, k, rest];
    console.log(JSON.stringify(f(5)), JSON.stringify(f(1, 2, { k: 3, z: 4 })));
    const fs = [1, 2, 3].map(m => () => m * n);
    console.log(fs.map(g => g()).join());
    const { a, b: [c, d = 9] } = (() => ({ a: 1, b: [2] }))() as any;
    console.log(a, c, d);
    try { throw new Error('x'); } catch ({ message }: any) { console.log([message].map((e: string) => e + message)); }
    namespace N { export const q = 3; export function sq() { return q * q; } export const r = [q].map(x => x + q); }
    console.log(N.sq(), N.r);
    enum E { A = 'a', B = 'b' } enum M { X = 1, Y = X << 1 }
    console.log([E.A].map(e => e === E.A), M.Y);
    console.log((function () { return arguments.length; } as any)(1, 2, 3), (() => ({ __proto__() { return 1; } }))() !== null);
    class D { static x = 1; static { this.x = [1, 2].map(v => v + this.x).length; } #p = (() => 4)(); get p() { return this.#p; } accessor = 1; }
    console.log(D.x, new D().p);
    const rec = function fact(k: number): number { return k < 2 ? 1 : k * fact(k - 1); };
    console.log(rec(5), (<any>rec)(3), (rec satisfies Function)(4), rec!(2));`,
};

test.each(Object.entries(KEEPS))('%s', (_, text) => {
  const original = run(plain(text));
  expect(original).not.toBe('');
  expect(run(withInlineMap(transform(text, FILE)))).toBe(original);
});

test('exported functions are registered however they are exported', () => {
  for (const text of [
    'export default function (e: number) { return e + 1; }\nexport const x = 1;',
    'export default function named(e: number) { return e + 1; }',
    'export default (e: number) => e + 1;',
    'export default async function (e: number) { return e; } export const after = [1].map(x => x);',
  ]) {
    const { code } = transform(text, FILE);
    const check = `import { entryOf } from '${REGISTRY}'; const it = (await import('./${count++}.mjs')).default; console.log(entryOf(it).site);`;
    writeFileSync(join(folder, `${count - 1}.mjs`), code.replace(/['"]pipectl\/registry['"]/, `'${REGISTRY}'`));
    const start = text.startsWith('export default (') ? text.indexOf('(') : 0;
    expect(run(check)).toBe(`${FILE}#${start}\n`);
  }
});

test("a stack names the author's line and column", () => {
  const text = [
    'interface A { b: number }',
    'const f = (n: number): number => { return [n].map(x => { if (x > 1) throw new Error(`no ${x}`); return x; })[0]!; };',
    '',
    'function g(): void { console.log([1, 2, 3].map(f).map(String).join(f(2) as never)); }',
    'try { g(); } catch (error) { console.log((error as Error).stack!.replaceAll(/file:.*code.ts|\\/author\\/code.ts/g, "code.ts")); }',
  ].join('\n');
  const stack = run(withInlineMap(transform(text, FILE)));
  const [first, ...frames] = stack.split('\n').filter((line) => !line.includes('Array.map') && line !== '');
  expect(first).toBe('Error: no 2');
  const lines = text.split('\n');
  const column = (line: number, what: string) => `code.ts:${line}:${(lines[line - 1] ?? '').indexOf(what) + 1}`;
  expect(frames[0]).toContain(column(2, 'new Error'));
  expect(frames.some((frame) => frame.includes(column(4, 'map(f)')))).toBe(true);
  expect(frames.some((frame) => frame.includes(column(5, 'g();')))).toBe(true);
});

test('no line is added', () => {
  const text = `#!/usr/bin/env node\n'use strict';\nexport const a = [1].map(x => x);\nfunction f() {}\n`;
  const { code } = transform(text, FILE);
  expect(code.startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect(run(code)).toBe('');
});
