/** What is mistyped is never ignored: exit 64, with the nearest name. */
import { expect, test } from '@jest/globals';
import { json, pipectl } from './pipectl.js';

test.each([
  [['compile', '--outt', 'x'], "unknown option '--outt'", 'write  --out'],
  [['compil'], "unknown command 'compil'", 'write  pipectl compile'],
  [['run', '--input', 'a=b', '--out', 'x'], "missing required argument 'pipeline'", 'run  pipectl run --help'],
  [
    ['run', 'title-popularity', '--out', 'x'],
    "required option '--input <name=file...>' not specified",
    'run  pipectl run --help',
  ],
  [
    ['run', 'title-popularity', '--input', 'e.jsonl', '--out', 'x'],
    "--input 'e.jsonl' names no source",
    'write  pipectl run title-popularity --input NAME=e.jsonl',
  ],
  [
    ['run', 'title-popularity', '--input', 'playback=e.jsonl', '--out', 'x', '--parallelism', 'two'],
    "--parallelism 'two' is not a whole number from 1 to 8",
    'give --parallelism a whole number from 1 to 8',
  ],
  [['explain'], "missing required argument 'code or pipeline'", 'run  pipectl explain --help'],
  [['init', 'a', 'b'], /^too many arguments/, 'run  pipectl init --help'],
])('%j', async (args, message, hint) => {
  const { exitCode, diagnostics } = await json(args);
  expect(exitCode).toBe(64);
  expect(diagnostics).toMatchObject([
    { severity: 'error', message: typeof message === 'string' ? message : expect.stringMatching(message), hint },
  ]);
});

test('people read the same on standard error, and nothing on standard output', async () => {
  const { code, stdout, stderr } = await pipectl(['compile', '--plannr']);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain("error PC9001: unknown option '--plannr'");
});

test('colours only when asked for', async () => {
  const coloured = await pipectl(['compil'], { env: { FORCE_COLOR: '1' } });
  expect(coloured.stderr).toContain('\x1b[31merror PC9001');
  const plain = await pipectl(['compil'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(plain.stderr).not.toContain('\x1b');
});
