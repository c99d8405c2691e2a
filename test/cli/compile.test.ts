/** `pipectl compile`: which pipelines it means, what it writes, what it leaves alone, and how it fails. */
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { clicks, folderWith, json, pipectl, repository } from './pipectl.js';

test('all under pipelines/, each into the folder of its name', async () => {
  const cwd = folderWith({ 'pipelines/b/pipeline.ts': clicks('beta'), 'pipelines/a/pipeline.ts': clicks('alpha') });
  const { code, stdout, stderr } = await pipectl(['compile', '--no-planner'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe('alpha → dist/alpha (2 outputs, not planned)\nbeta → dist/beta (2 outputs, not planned)\n');
  expect(readdirSync(join(cwd, 'dist/alpha')).sort()).toEqual(['bundle.json', 'job.json', 'pipeline.sql']);
});

test.each(['clicks', 'pipelines/clicks', 'pipelines/clicks/pipeline.ts', './pipelines/clicks/'])(
  'a pipeline named %s',
  async (name) => {
    const cwd = folderWith({ 'pipelines/clicks/pipeline.ts': clicks('clicks') });
    const { exitCode, diagnostics, pipelines } = await json(['compile', name, '--no-planner', '--out', 'build'], {
      cwd,
    });
    expect({ exitCode, diagnostics }).toEqual({ exitCode: 0, diagnostics: [] });
    expect(pipelines).toMatchObject([{ name: 'clicks', folder: 'build/clicks', outputs: ['raw', 'clicks'] }]);
  },
);

test('a lone file in an empty folder, without tsconfig or package.json', async () => {
  const cwd = folderWith({ 'pipeline.ts': clicks('lone') });
  expect(await json(['compile', '--no-planner'], { cwd })).toMatchObject({ exitCode: 0, diagnostics: [] });
});

test('the same bytes from anywhere, twice, and for Flink', async () => {
  const read = (folder: string): string[] =>
    ['pipeline.sql', 'job.json', 'bundle.json', 'plan.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const [first, second] = [1, 2].map(() =>
    folderWith({ 'package.json': '{}', 'pipelines/clicks/pipeline.ts': clicks('clicks') }),
  );
  const other = ['compile', join(second!, 'pipelines/clicks'), '--out', join(second!, 'out')];
  for (const ended of [await pipectl(['compile'], { cwd: first! }), await pipectl(other, { cwd: repository })])
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(read(join(first!, 'dist/clicks'))).toEqual(read(join(second!, 'out/clicks')));
});

test('replaces its own four files only', async () => {
  const cwd = folderWith({
    'pipeline.ts': clicks('clicks'),
    'dist/clicks/plan.json': 'old',
    'dist/clicks/notes.txt': 'mine',
    'dist/clicks/job.json': 'old',
  });
  await pipectl(['compile', '--no-planner'], { cwd });
  // A plan of an older SQL would be run without anybody noticing.
  expect(readdirSync(join(cwd, 'dist/clicks')).sort()).toEqual([
    'bundle.json',
    'job.json',
    'notes.txt',
    'pipeline.sql',
  ]);
  expect(readFileSync(join(cwd, 'dist/clicks/notes.txt'), 'utf8')).toBe('mine');
  expect(readFileSync(join(cwd, 'dist/clicks/job.json'), 'utf8')).toContain('"ApplicationName": "clicks"');
});

test('one broken pipeline does not keep the others from being compiled', async () => {
  const cwd = folderWith({
    'pipelines/bad/pipeline.ts': clicks('bad', '60'),
    'pipelines/good/pipeline.ts': clicks('good'),
  });
  const { exitCode, pipelines, diagnostics } = await json(['compile', '--no-planner'], { cwd });
  expect(exitCode).toBe(1);
  expect(pipelines).toMatchObject([{ name: 'good' }]);
  expect(diagnostics).toMatchObject([{ severity: 'error', at: { file: 'pipelines/bad/pipeline.ts', line: 15 } }]);
  expect(existsSync(join(cwd, 'dist/bad'))).toBe(false);
});

test.each([
  ['throws', "throw new Error('no configuration');", /no configuration/],
  ['exits', 'process.exit(3);', /ends the process with code 3/],
  ['has no default export', 'export const x = 1;', /default/],
  ['has a type error', "const x: number = 'a';", /not assignable/],
])('a file that %s is refused, not a crash', async (_, text, message) => {
  const { exitCode, diagnostics } = await json(['compile', 'pipeline.ts', '--no-planner'], {
    cwd: folderWith({ 'pipeline.ts': text }),
  });
  expect(exitCode).toBe(1);
  expect(diagnostics[0]?.message).toMatch(message);
});

test('two pipelines of one name', async () => {
  const cwd = folderWith({ 'pipelines/a/pipeline.ts': clicks('same'), 'pipelines/b/pipeline.ts': clicks('same') });
  expect(await json(['compile', '--no-planner'], { cwd })).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC9012' }],
  });
});

test('a name that is nothing, and a folder without pipelines', async () => {
  const cwd = folderWith({ 'pipelines/clicks/pipeline.ts': clicks('clicks') });
  expect(await json(['compile', 'click'], { cwd })).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC9010', hint: 'write  clicks' }],
  });
  expect(await json(['compile'], { cwd: folderWith({}) })).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC9011' }],
  });
});

test('a folder that can not be written is said, with nothing of a bug', async () => {
  const cwd = folderWith({ 'pipelines/clicks/pipeline.ts': clicks('clicks'), file: '' });
  const { exitCode, diagnostics } = await json(['compile', '--no-planner', '--out', 'file/dist'], { cwd });
  expect({ exitCode, diagnostics }).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC6012' }] });
  expect(diagnostics[0]?.message).toContain('file/dist/clicks');
});

test('--watch compiles again after an edit, and Ctrl-C ends it with 130', async () => {
  // The edit is there as a whole or not at all: half of it would be compiled, too.
  const cwd = folderWith({ 'pipeline.ts': clicks('clicks'), 'edited.txt': clicks('renamed') });
  let rounds = 0;
  const { code, stdout, stderr } = await pipectl(['compile', '--no-planner', '--watch'], {
    cwd,
    watch: (text, interrupt) => {
      const seen = text.split('watching for changes').length - 1;
      if (seen === rounds) return;
      rounds = seen;
      if (rounds === 1) renameSync(join(cwd, 'edited.txt'), join(cwd, 'pipeline.ts'));
      else interrupt();
    },
  });
  expect(stdout + stderr).toContain('clicks → dist/clicks');
  expect(stdout + stderr).toContain('renamed → dist/renamed');
  expect(code).toBe(130);
});
