/** Modules that end, throw, hang or give something else than a pipeline. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluated, folderWith, graphOfText, pipelineText, type Outcome } from './support.js';

const END = `\nexport default pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);`;

/** Code, and the text that the span covers. */
function told({ diagnostics, folder }: Outcome): [string, string | null][] {
  const text = readFileSync(join(folder, 'pipeline.ts'), 'utf8');
  return diagnostics.map(({ code, span }) => [code, span && text.slice(span.start, span.end)]);
}

const outcome = (body: string, limits = {}): Promise<Outcome> => evaluated(pipelineText(body), limits);

test('a throw is shown where it stands in TypeScript', async () => {
  const found = await outcome(
    `interface Long { a: 1; b: 2 }\nconst f = (n: number): number => {\n  throw new RangeError(\`no \${n}\`);\n};\nf(3);`,
  );
  expect(told(found)).toEqual([['PC1101', 'throw new RangeError(`no ${n}`);']]);
  expect(found.diagnostics[0]?.message).toBe('the module throws: RangeError: no 3');
  expect(found.graph).toBeNull();
});

test('a throw in an imported file is shown there, one of a library where it was called', async () => {
  const text = pipelineText(`import './other';${END}`);
  const found = await evaluated({
    'pipeline.ts': text,
    'other.ts': `\n\nnull!.x;\nexport {};\n`.replace('null!.x', `(null as unknown as { x: { y: 1 } }).x.y`),
  });
  expect(found.diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
    ['PC1101', join(found.folder, 'other.ts')],
  ]);
  const parse = await outcome(`const c: unknown =\n  JSON.parse('{');${END}`);
  expect(told(parse)).toEqual([['PC1101', `JSON.parse('{')`]]);
});

test('process.exit, a rejection, and a value that is not an error', async () => {
  expect(told(await outcome(`process.exit(3);${END}`))).toEqual([['PC1102', 'process.exit(3)']]);
  const rejected = await outcome(`const f = async () => {\n  throw new Error('later');\n};\nvoid f();${END}`);
  expect(told(rejected)).toEqual([['PC1103', `throw new Error('later');`]]);
  const odd = await outcome(`throw 'text';${END}`);
  expect(odd.diagnostics[0]?.message).toContain('text');
});

test('a loop without end and a timer are stopped; a wait for nothing is noticed', async () => {
  const loop = await outcome(`for (;;) { /* ever */ }`, { time: 700 });
  expect(loop.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['PC1104', 'the module is not done after 0.7 seconds'],
  ]);
  const timer = await outcome(`await new Promise<void>((done) => setTimeout(done, 60000));${END}`, { time: 700 });
  expect(timer.diagnostics.map(({ code }) => code)).toEqual(['PC1104']);
  const nothing = await outcome(`await new Promise(() => {});${END}`);
  expect(nothing.diagnostics.map(({ code }) => code)).toEqual(['PC1109']);
});

test('memory has a bound', async () => {
  const found = await outcome(
    `const all: number[][] = []; for (;;) all.push(Array.from({ length: 10000 }, (_, i) => i));`,
    { memory: 40 },
  );
  expect(found.diagnostics.map(({ code }) => code)).toEqual(['PC1110']);
});

test('the default export must be a pipeline', async () => {
  expect(
    told(await outcome(`export const p = pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);`))[0]?.[0],
  ).toBe('PC1105');
  const stream = await outcome(`export default events;`);
  expect(told(stream)).toEqual([['PC1106', 'export default events;']]);
  expect(stream.diagnostics[0]?.message).toBe('the default export is a stream, not a pipeline');
  const later = await outcome(
    `export default Promise.resolve(pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]));`,
  );
  expect(later.diagnostics[0]?.message).toBe('the default export is a promise, not a pipeline');
});

test.each([
  [`const w = minutes(-5);`, 'minutes(-5)', 'minutes(-5) is not a length of time'],
  [`events.filter(e => e.amount > 1)\n  .named('');`, `named('')`, "a stage's name is empty"],
  [`events.window(tumble(minutes(0)));`, 'tumble(minutes(0))', 'the size of tumble(…) is zero'],
  [
    `events.to(firehose({ deliveryStream: 'a b' }));`,
    `firehose({ deliveryStream: 'a b' })`,
    "firehose's deliveryStream is 'a b'",
  ],
  [`pipeline('p', []);`, `pipeline('p', [])`, 'the pipeline has no outputs'],
  [`events.filter('x' as never);`, `filter('x' as never)`, "what filter keeps is 'x', not a function"],
  [
    `kinesis<Event>({ stream: 's', time: e => e.at, outOfOrder: 5 as never });`,
    null,
    "kinesis's outOfOrder is 5, not a duration",
  ],
  [`events.named('a').named('b');`, `named('b')`, "'a' is already named"],
  [`tumble(minutes(1), { ofset: 3 } as never);`, null, "tumble has no option 'ofset'"],
])('a refused argument is shown at its call: %s', async (code, span, message) => {
  const found = await outcome(code + END);
  expect(found.diagnostics.map((each) => [each.code, each.message])).toEqual([['PC1107', message]]);
  expect(told(found)[0]?.[1]).toBe(span ?? code.slice(0, -1));
});

test('reading the clock, chance or the environment warns, at module level only', async () => {
  const found = await outcome(
    `const a = Date.now();\nconst b = new Date();\nconst c = Math.random();\nconst d = process.env['HOME'];
     const e = process.env.USER;\nconst later = () => Date.now() + Math.random();\nconst fixed = new Date(0), d2 = new Date('2026-01-01');
     if (!(b instanceof Date) || !(fixed instanceof Date) || b.constructor !== Date || fixed.getTime() !== 0 || b.getTime() < 1e12) throw new Error('no date');${END}`,
  );
  expect(found.graph?.name).toBe('p');
  expect(
    found.diagnostics.map(({ code, severity, message }) => [code, severity, message.split(' is read')[0]]),
  ).toEqual([
    ['PC1108', 'warning', 'Date.now()'],
    ['PC1108', 'warning', 'new Date()'],
    ['PC1108', 'warning', 'Math.random()'],
    ['PC1108', 'warning', 'process.env.HOME'],
    ['PC1108', 'warning', 'process.env.USER'],
  ]);
  expect(told(found).map(([, text]) => text)).toEqual([
    'Date.now()',
    'new Date()',
    'Math.random()',
    "process.env['HOME']",
    'process.env.USER',
  ]);
});

test('top-level await, packages, paths, JSON and relative imports resolve as TypeScript resolves them', async () => {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    paths: { '#lib/*': ['./lib/*'] },
    resolveJsonModule: true,
  };
  const graph = await graphOfText({
    'tsconfig.json': JSON.stringify({ compilerOptions }),
    'package.json': '{ "type": "module" }',
    'node_modules/acme/package.json':
      '{ "name": "acme", "type": "module", "exports": "./index.js", "types": "./index.d.ts" }',
    'node_modules/acme/index.js': 'export const name = "from-a-package";',
    'node_modules/acme/index.d.ts': 'export declare const name: string;',
    'lib/names.ts': `import { suffix } from './suffix.js'; import cfg from '../cfg.json'; export const named = 'x' + suffix + cfg.n;`,
    'lib/suffix.ts': `export const suffix = '-y';`,
    'cfg.json': '{ "n": 7 }',
    'pipeline.ts': pipelineText(
      `import { named } from '#lib/names'; import { name } from 'acme';
       const n = await Promise.resolve(named + '-' + name);
       const { suffix } = await import('./lib/suffix');
       export default pipeline('p', [events.to(firehose({ deliveryStream: n + suffix }))]);`,
    ),
  });
  expect(graph.outputs[0]?.sink).toEqual({
    kind: 'firehose',
    deliveryStream: 'x-y7-from-a-package-y',
    partitionBy: null,
  });
});

test('a folder may have any name', async () => {
  const text = pipelineText(`import { limit } from './a (b)/é #1';\nif (limit > 1) throw new Error('here');${END}`);
  const found = await evaluated({ 'pipeline.ts': text, 'a (b)/é #1.ts': 'export const limit: number = 2;\n' });
  expect(told(found)).toEqual([['PC1101', "throw new Error('here');"]]);
  const inside = await evaluated({
    'p/pipeline.ts': '',
    'pipeline.ts': text,
    'a (b)/é #1.ts': `export const limit: number = 0;\nthrow new Error('there');\n`,
  });
  expect(inside.diagnostics.map(({ span }) => span?.file)).toEqual([join(inside.folder, 'a (b)/é #1.ts')]);
});

test('what the module prints goes to standard error', () => {
  const folder = folderWith({ 'pipeline.ts': pipelineText(`console.log('printed');\nconsole.error('told');${END}`) });
  const own = (path: string): string => JSON.stringify(new URL(`../../compiler/${path}`, import.meta.url).href);
  const script = `
    const { load } = await import(${own('load/load.js')});
    const { evaluate } = await import(${own('evaluate/evaluate.js')});
    const { value } = await evaluate(load(${JSON.stringify(folder)}).value);
    console.log(value.name);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['p\n', 'printed\ntold\n']);
});

test('stages that reach no output are in the graph too', async () => {
  const graph = await graphOfText(
    pipelineText(
      `const idle = events.filter(e => e.amount > 1);${END}\nexport const after = events.map(e => ({ id: e.id }));`,
    ),
  );
  expect(graph.stages.map(({ id, kind, inferred }) => [id, kind, inferred])).toEqual([
    [0, 'source', 'events'],
    [1, 'filter', 'idle'],
    [2, 'map', 'after'],
  ]);
});
