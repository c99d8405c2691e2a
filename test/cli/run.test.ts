/** `pipectl run`: outputs, ledger, and every way in which its words or its input can be wrong. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { clickLines, clicks, folderWith, json, pipectl } from './pipectl.js';

const project = (more: Record<string, string> = {}): string =>
  folderWith({ 'pipelines/clicks/pipeline.ts': clicks('clicks'), 'e.jsonl': clickLines(120), ...more });

const RUN = ['run', 'clicks', '--input', 'clicks=e.jsonl', '--out', 'out'];

const lines = (cwd: string, file: string): string[] =>
  readFileSync(join(cwd, 'out', file), 'utf8')
    .split('\n')
    .filter(Boolean);

test('writes each output, the dead letters and the ledger', async () => {
  const cwd = project();
  const { code, stdout, stderr } = await pipectl(RUN, { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(join(cwd, 'out')).sort()).toEqual([
    'clicks.jsonl',
    'dead-letters.jsonl',
    'ledger.json',
    'raw.jsonl',
  ]);
  expect(lines(cwd, 'raw.jsonl')).toHaveLength(120);
  expect(
    lines(cwd, 'clicks.jsonl')
      .map((line) => JSON.parse(line))
      .filter(({ userId }) => userId === 'u0'),
  ).toEqual([
    { userId: 'u0', windowStart: '2026-03-01T00:00:00.000Z', windowEnd: '2026-03-01T00:01:00.000Z', clicks: 15 },
    { userId: 'u0', windowStart: '2026-03-01T00:01:00.000Z', windowEnd: '2026-03-01T00:02:00.000Z', clicks: 15 },
  ]);
  expect(stdout).toMatch(/out\/raw\.jsonl +120/);
  expect(stdout).toMatch(/clicks +source +120 +120 accepted/);
  expect(stdout).toMatch(/120 records in [\d.]+ s/);
});

test('--json says the same in one document', async () => {
  const { stderr, ...document } = await json(RUN, { cwd: project() });
  expect(stderr).toBe('');
  expect(document).toMatchObject({
    exitCode: 0,
    diagnostics: [],
    pipeline: 'clicks',
    read: 120,
    restarts: 0,
    ledger: { balanced: true, complete: true },
    outputs: [
      { output: 'raw', file: 'raw.jsonl', rows: 120 },
      { output: 'clicks', rows: 6 },
    ],
    deadLetters: { rows: 0 },
  });
});

test('broken records are dead letters: exit 0, unless --fail-on dead-letters', async () => {
  const cwd = project({ 'e.jsonl': `${clickLines(10)}{"userId":\n` });
  expect(await json(RUN, { cwd })).toMatchObject({ exitCode: 0, diagnostics: [], deadLetters: { rows: 1 } });
  expect(await json([...RUN, '--force', '--fail-on', 'dead-letters'], { cwd })).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC9020', hint: 'look at  out/dead-letters.jsonl' }],
  });
});

test('several files for one source, and a folder that is not empty', async () => {
  const cwd = project({ 'f.jsonl': clickLines(30), 'out/notes.txt': 'mine' });
  const args = ['run', 'clicks', '--out', 'out', '--input', 'clicks=e.jsonl', 'clicks=f.jsonl'];
  expect(await json(args, { cwd })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC6010' }] });
  const both = await json([...args, '--force', '--parallelism', '2'], { cwd });
  expect(both).toMatchObject({ exitCode: 0, diagnostics: [], read: 150 });
  expect(readFileSync(join(cwd, 'out/notes.txt'), 'utf8')).toBe('mine');
});

test.each([
  ['a missing file', ['--input', 'clicks=no.jsonl'], 'PC6001'],
  ['a folder', ['--input', 'clicks=pipelines'], 'PC6002'],
  ['a wrong name', ['--input', 'click=e.jsonl'], 'PC6004'],
  ['a file with no decodable line', ['--input', 'clicks=pipelines/clicks/pipeline.ts'], 'PC6020'],
])('%s: exit 1, and no output folder is left', async (_, input, code) => {
  const cwd = project();
  const { exitCode, diagnostics } = await json(['run', 'clicks', '--out', 'out', ...input], { cwd });
  expect({ exitCode, first: diagnostics[0]?.code }).toEqual({ exitCode: 1, first: code });
  expect(existsSync(join(cwd, 'out'))).toBe(false);
});

test('the pipeline may stand behind the files', async () => {
  const args = ['run', '--out', 'out', '--input', 'clicks=e.jsonl', 'clicks'];
  expect(await json(args, { cwd: project() })).toMatchObject({ exitCode: 0, diagnostics: [], read: 120 });
});

test('two runs at once', async () => {
  const both = await Promise.all([project(), project()].map((cwd) => json(RUN, { cwd })));
  expect(both).toMatchObject([
    { exitCode: 0, diagnostics: [], read: 120 },
    { exitCode: 0, diagnostics: [], read: 120 },
  ]);
});

test('Ctrl-C stops the job, leaves nothing behind, and exits with 130', async () => {
  const cwd = project({ 'e.jsonl': clickLines(400_000) });
  const timer = { handle: undefined as NodeJS.Timeout | undefined };
  const running = pipectlInterrupted(cwd, timer);
  const { code, stdout, stderr } = await running;
  clearInterval(timer.handle);
  expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'interrupted\n' });
  expect(existsSync(join(cwd, 'out'))).toBe(false);
});

/** Interrupts once the job has made its working folder, which is when it is about to run. */
async function pipectlInterrupted(
  cwd: string,
  timer: { handle: NodeJS.Timeout | undefined },
): ReturnType<typeof pipectl> {
  const { spawn } = await import('node:child_process');
  const { repository } = await import('./pipectl.js');
  const child = spawn(process.execPath, [join(repository, 'dist/cli/main.js'), ...RUN], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  timer.handle = setInterval(() => {
    if (!existsSync(join(cwd, 'out'))) return;
    clearInterval(timer.handle);
    setTimeout(() => child.kill('SIGINT'), 200);
  }, 20);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
