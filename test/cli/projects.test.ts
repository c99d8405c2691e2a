/** `init`, `test`, `explain` and `doctor`, in folders of their own. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import '../support/golden.js';
import { clicks, folderWith, json, pipectl, repository } from './pipectl.js';

test('init makes a project whose tests pass, and npm install is only named when pipectl is not there', async () => {
  const cwd = folderWith({});
  const { code, stdout, stderr } = await pipectl(['init', 'my-project'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    "made my-project from the template 'default'\n\nnext:\n  cd my-project\n  npm install\n  npm test\n",
  );
  const project = join(cwd, 'my-project');
  expect(readdirSync(project).sort()).toEqual([
    '.gitignore',
    'README.md',
    'package.json',
    'pipelines',
    'tsconfig.json',
  ]);
  expect(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).toMatchObject({
    name: 'my-project',
    devDependencies: { pipectl: '^0.1.0' },
  });
  expect(await tested(project, '--ci')).toEqual({ exitCode: 0, diagnostics: [], failures: [] });
});

/** How `pipectl test` ended, with all that it says of what has failed. */
async function tested(cwd: string, ...options: readonly string[]): Promise<object> {
  const { exitCode, diagnostics, tests } = await json(['test', ...options], { cwd });
  return {
    exitCode,
    diagnostics,
    failures: (tests as { status: string }[]).filter(({ status }) => status !== 'passed'),
  };
}

test('init refuses a folder that is not empty, and a template that is not there', async () => {
  const cwd = folderWith({ 'README.md': 'mine' });
  expect(await json(['init'], { cwd })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9030' }] });
  expect(await json(['init', 'x', '--template', 'defalt'], { cwd })).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC9031', hint: 'write  --template default' }],
  });
  expect(existsSync(join(cwd, 'x'))).toBe(false);
});

const TEST = `
import { expect, test } from '@jest/globals';
import { runPipeline } from 'pipectl/testing';
import pipeline from './pipeline.js';

test('golden', async () => {
  await expect(pipeline).toMatchGolden();
});
test('rows', async () => {
  const { outputs } = await runPipeline(pipeline, { clicks: [{ userId: 'u', kind: 'click', at: new Date('2026-01-01T00:00:00Z') }] });
  expect(outputs['clicks']).toMatchObject([{ clicks: 1n }]);
});
`;

test('test: a missing golden file is written, not under --ci; a difference fails until -u', async () => {
  const cwd = folderWith({ 'pipeline.ts': clicks('clicks'), 'pipeline.test.ts': TEST });
  const sql = join(cwd, 'golden/pipeline.sql');

  const inCi = await json(['test', '--ci'], { cwd });
  expect(inCi).toMatchObject({ exitCode: 1, passed: 1, failed: 1 });
  expect(JSON.stringify(inCi['tests'])).toContain('golden/pipeline.sql is missing');
  expect(existsSync(sql)).toBe(false);

  expect(await tested(cwd)).toEqual({ exitCode: 0, diagnostics: [], failures: [] });
  const reviewed = readFileSync(sql, 'utf8');
  expect(readdirSync(join(cwd, 'golden')).sort()).toEqual(['job.json', 'pipeline.sql']);

  writeFileSync(join(cwd, 'pipeline.ts'), clicks('clicks', 'minutes(2)'));
  const { code, stdout, stderr } = await pipectl(['test', '-t', 'golden'], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('golden/pipeline.sql differs');
  expect(stderr).toMatch(/- .*INTERVAL '0 00:01:00\.000'/);
  expect(stderr).toMatch(/\+ .*INTERVAL '0 00:02:00\.000'/);
  expect(stderr).toContain('pipectl test -u');
  expect(readFileSync(sql, 'utf8')).toBe(reviewed);

  expect(await tested(cwd, '-u')).toEqual({ exitCode: 0, diagnostics: [], failures: [] });
  expect(readFileSync(sql, 'utf8')).toContain("INTERVAL '0 00:02:00.000'");
});

test('test: a pipeline without tests proves nothing', async () => {
  const cwd = folderWith({ 'pipeline.ts': clicks('clicks') });
  expect(await json(['test'], { cwd })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9050' }] });
});

test('explain CODE prints the page; an unknown one names the nearest', async () => {
  const { code, stdout, stderr } = await pipectl(['explain', 'pc9010']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(readFileSync(join(repository, 'docs/diagnostics/PC9010.md'), 'utf8'));
  const unknown = await json(['explain', 'PC9999']);
  expect(unknown).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9040' }] });
  expect(await json(['explain', 'title-popularty'])).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9010' }] });
});

test('explain PIPELINE says stages, state and changelog kinds', async () => {
  const { code, stdout, stderr } = await pipectl(['explain', 'title-popularity', '--no-planner']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchGoldenFile(join(repository, 'test/cli/golden/explain-title-popularity.txt'));
});

test('explain PIPELINE shows the plan by the names that keep state, each operator once', async () => {
  const { exitCode, diagnostics, plan } = await json(['explain', 'title-popularity']);
  expect({ exitCode, diagnostics }).toEqual({ exitCode: 0, diagnostics: [] });
  const operators = (plan as string[])
    .filter((line) => !line.endsWith(', as above'))
    .map((line) => line.trim().split('  ')[0]);
  expect(new Set(operators).size).toBe(operators.length);
  for (const name of ['playback-source', 'popularity-window', 'title-popularity-sink', 'dead-letters-sink']) {
    expect(operators).toContain(name);
  }
});

test('doctor says what is there', async () => {
  const { exitCode, checks } = await json(['doctor']);
  expect(exitCode).toBe(0);
  expect((checks as { what: string; state: string }[]).map(({ what }) => what)).toEqual([
    'pipectl',
    'Node',
    'Java',
    'Maven',
    "pipectl's jars",
    'Flink 2.2.0',
    'quick starts',
  ]);
});

test('doctor and compile without Java: one sentence, no stack', async () => {
  const cwd = folderWith({ 'pipeline.ts': clicks('clicks') });
  const env = { PATH: '/nowhere', JAVA_HOME: '' };
  const { exitCode, checks } = await json(['doctor'], { env });
  expect(exitCode).toBe(1);
  expect(checks).toContainEqual(expect.objectContaining({ what: 'Java', state: 'missing' }));
  expect(await json(['compile'], { cwd, env })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC7001' }] });
  expect(await json(['compile', '--no-planner'], { cwd, env })).toMatchObject({ exitCode: 0, diagnostics: [] });
});
