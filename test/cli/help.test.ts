/** Every help page is the reviewed one, and its examples use options that exist. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import '../support/golden.js';
import { pipectl, repository } from './pipectl.js';

const COMMANDS = [
  'init',
  'compile',
  'test',
  'run',
  'dev',
  'diff',
  'deploy',
  'rollback',
  'status',
  'logs',
  'stop',
  'start',
  'snapshots list',
  'snapshots create',
  'snapshots delete',
  'snapshots prune',
  'destroy',
  'dead-letters list',
  'dead-letters show',
  'dead-letters redrive',
  'explain',
  'doctor',
];
const golden = (name: string): string => join(repository, 'test', 'cli', 'golden', `${name}.txt`);

test('pipectl --help', async () => {
  const { code, stdout, stderr } = await pipectl(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchGoldenFile(golden('help'));
});

test.each(COMMANDS)('pipectl %s --help', async (command) => {
  const { code, stdout, stderr } = await pipectl([...command.split(' '), '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchGoldenFile(golden(`help-${command.replaceAll(' ', '-')}`));
  const examples = stdout.split('\n').filter((line) => line.startsWith('  $ pipectl'));
  expect(examples.length).toBeGreaterThan(0);
  for (const option of examples.join(' ').match(/ --?[a-z][a-z-]*/g) ?? [])
    expect(stdout.split('Examples:')[0]).toContain(option.trim());
});

test('without words the help goes to standard error, and the exit says usage', async () => {
  const { code, stdout, stderr } = await pipectl([]);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain('Usage: pipectl');
});

test('--version', async () => {
  const { code, stdout } = await pipectl(['--version']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '0.1.0\n' });
});
