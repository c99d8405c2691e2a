/** A project's own Jest, with our transform: what its tests import is what the compiler would see. */
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jestConfig, jestProgram } from '../../cli/jest-config.js';
import { evaluate } from '../../compiler/evaluate/evaluate.js';
import { load } from '../../compiler/load/load.js';
import { repository } from '../support/compile-case.js';
import { folderWith, pipelineText } from './support.js';

const run = promisify(execFile);

const PIPELINE = pipelineText(`
import { limits, Level } from './limits.js';
export const busy = events.filter((e) => e.amount > limits.most && e.amount > Level.Low && Math.abs(1) > 0 && isBig(e));
function isBig(e: Event): boolean { return e.at > new Date(0) && e.user !== limits.nobody(); }
const idle = busy.map((e) => ({ id: e.id }));
export default pipeline('p', [busy.to(firehose({ deliveryStream: 'out' }))]);`);

const TEST = `
import pipeline from './pipeline.js';
import { graphOf } from '${join(repository, 'dist/compiler/evaluate/graph-of.js')}';
import { writeFileSync } from 'node:fs';
interface Typed { readonly name: string }
test('graph', () => {
  const typed: Typed = pipeline;
  expect([typed].map(({ name }) => name)).toEqual(['p']);
  writeFileSync(new URL('./graph.json', import.meta.url), JSON.stringify(graphOf(pipeline)));
});
test('fails on its line', () => {
  [1].forEach(() => expect('this line').toBe('another'));
});`;

test('a test that imports a pipeline gets the graph of the child process, and fails on its own line', async () => {
  const folder = folderWith({
    'package.json': '{ "type": "module" }',
    'limits.ts': `export enum Level { Low = 1 }\nexport const limits = { most: 5 as number, nobody: (): string => '' };\n`,
    'pipeline.ts': PIPELINE,
    'pipeline.test.ts': TEST,
  });
  const { globalSetup: _, globalTeardown: __, ...config } = jestConfig(folder, [folder]) as Record<string, unknown>;
  writeFileSync(join(folder, 'jest.json'), JSON.stringify(config));
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    jestProgram(),
    '--config',
    join(folder, 'jest.json'),
    '--no-cache',
  ];
  const { stderr } = await run(process.execPath, args, { cwd: folder }).catch((error: { stderr: string }) => error);
  expect(stderr).toContain('✓ graph');
  expect(stderr).toContain('pipeline.test.ts:12:41');
  const program = load(folder).value;
  const graph = program && (await evaluate(program)).value;
  expect(JSON.parse(readFileSync(join(folder, 'graph.json'), 'utf8'))).toEqual(graph);
  expect(graph?.stages).toHaveLength(3);
});
