/** Finding the pipeline, its tsconfig.json and TypeScript's own errors. */
import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { load } from '../../compiler/load/load.js';
import { folderWith, pipelineText } from './support.js';

const PIPELINE = pipelineText(`export default pipeline('p', [events.to(firehose({ deliveryStream: 'out' }))]);`);
const codes = (path: string): string[] => load(path).diagnostics.map(({ code }) => code);

test('a folder with pipeline.ts, and a file of any name', () => {
  const folder = folderWith({ 'pipeline.ts': PIPELINE, 'other.ts': PIPELINE });
  expect(load(folder).value?.entry).toBe(join(folder, 'pipeline.ts'));
  const { value, diagnostics } = load(join(folder, 'other.ts'));
  expect(diagnostics).toEqual([]);
  expect(value?.entry).toBe(join(folder, 'other.ts'));
  expect(value?.base).toBe(folder);
});

test('types are looked for beside the tsconfig.json, not in the working folder', () => {
  const folder = folderWith({
    'pipeline.ts': PIPELINE,
    'tsconfig.json': '{"compilerOptions":{"strict":true,"noUncheckedIndexedAccess":true,"types":["made-up"]}}',
    'node_modules/@types/made-up/index.d.ts': 'declare const madeUp: number;',
  });
  expect(codes(folder)).toEqual([]);
});

test('what is not there is named as the author named it', () => {
  const folder = folderWith({ 'readme.md': '', 'old.js': '', 'types.d.ts': '' });
  expect(codes(join(folder, 'gone'))).toEqual(['PC1001']);
  expect(codes(folder)).toEqual(['PC1002']);
  expect(codes(join(folder, 'old.js'))).toEqual(['PC1003']);
  expect(codes(join(folder, 'types.d.ts'))).toEqual(['PC1003']);
  const [found] = load('no/such/place').diagnostics;
  expect(found?.message).toBe("there is no file or folder 'no/such/place'");
});

test("TypeScript's own errors keep their number, words and place", () => {
  const text = `import { a } from './a';\nexport const n: number = a;\n`;
  const folder = folderWith({ 'pipeline.ts': text, 'a.ts': `export const a = 'x';\nconst unused: string = 5;\n` });
  const { value, diagnostics } = load(folder);
  expect(value).toBeNull();
  expect(diagnostics.map(({ code, name, message, span }) => [code, name, message, span?.file])).toEqual([
    ['TS2322', 'typescript', "Type 'number' is not assignable to type 'string'.", join(folder, 'a.ts')],
    ['TS2322', 'typescript', "Type 'string' is not assignable to type 'number'.", join(folder, 'pipeline.ts')],
  ]);
  const span = diagnostics[1]?.span;
  expect(span && text.slice(span.start, span.end)).toBe('n');
});

test('a file that does not parse is reported alone', () => {
  const folder = folderWith({ 'pipeline.ts': 'export const x: number = ;\nconst y: string = 1;\n' });
  expect(codes(folder)).toEqual(['TS1109']);
});

test('the nearest tsconfig.json counts: its paths, comments and what it extends', () => {
  const strict = {
    strict: true,
    noUncheckedIndexedAccess: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
  };
  const folder = folderWith({
    'base.json': JSON.stringify({ compilerOptions: strict }),
    'tsconfig.json': `{ // with comments\n "extends": "./base.json", "compilerOptions": { "paths": { "#shared/*": ["./shared/*"] }, }, "include": ["nothing"] }`,
    'shared/limits.ts': 'export const LIMIT = 1;',
    'deep/er/pipeline.ts': `import { LIMIT } from '#shared/limits';\n${PIPELINE}\nexport const l: number = LIMIT;`,
    'deep/er/unused.ts': 'const wrong: string = 1;',
  });
  const { value, diagnostics } = load(join(folder, 'deep/er'));
  expect(diagnostics).toEqual([]);
  expect(value?.base).toBe(folder);
  expect(value?.files.map(({ fileName }) => fileName).sort()).toEqual(
    [join(folder, 'deep/er/pipeline.ts'), join(folder, 'shared/limits.ts')].sort(),
  );
});

test('strict and noUncheckedIndexedAccess must be on, at the option that says otherwise', () => {
  const text = `{\n  "compilerOptions": { "strict": false, "target": "es2022" }\n}`;
  const folder = folderWith({ 'pipeline.ts': PIPELINE, 'tsconfig.json': text });
  const found = load(folder).diagnostics.filter(({ code }) => code === 'PC1004');
  expect(found.map(({ span }) => span && text.slice(span.start, span.end))).toEqual([
    '"strict": false',
    '"compilerOptions"',
  ]);
  expect(found.map(({ hint }) => hint)).toEqual([
    'set  "strict": true  in compilerOptions',
    'set  "noUncheckedIndexedAccess": true  in compilerOptions',
  ]);
  const loose = { compilerOptions: { strict: true, strictNullChecks: false, noUncheckedIndexedAccess: true } };
  expect(codes(folderWith({ 'pipeline.ts': PIPELINE, 'tsconfig.json': JSON.stringify(loose) }))).toContain('PC1004');
});

test('an unreadable tsconfig.json is left to TypeScript', () => {
  const folder = folderWith({ 'pipeline.ts': PIPELINE, 'tsconfig.json': '{ "compilerOptions": { "strict": tru } }' });
  expect(codes(folder).some((code) => code.startsWith('TS'))).toBe(true);
});

test('a lone pipeline may print and read the environment', () => {
  const folder = folderWith({ 'pipeline.ts': `${PIPELINE}\nconsole.log(process.env['HOME'] ?? '', new URL);` });
  expect(codes(folder)).toEqual(['TS2304']);
});
