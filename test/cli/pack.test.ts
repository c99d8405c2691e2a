/** What npm packs works in a folder that has nothing else, and no registry needs to know pipectl. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { repository } from './pipectl.js';

const env = { ...process.env, NODE_OPTIONS: '', CI: 'true' };
const sh = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('npm pack, install the tarball, npx pipectl init app, npm test', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'pipectl-pack-'));
  sh(repository, 'npm', 'pack', '--pack-destination', scratch);
  const [tarball = ''] = readdirSync(scratch).filter((name) => name.endsWith('.tgz'));
  const files = sh(scratch, 'tar', '-tzf', tarball).split('\n');
  expect(files.filter((file) => /^package\/dist\/(test|bench|pipelines)\//.test(file))).toEqual([]);
  for (const file of [
    'LICENSE',
    'NOTICE',
    'jars/pipectl-runtime.jar',
    'jars/pipectl-local.jar',
    'docs/diagnostics/PC9010.md',
    'dist/cli/main.js',
  ]) {
    expect(files).toContain(`package/${file}`);
  }

  const home = join(scratch, 'home');
  mkdirSync(home);
  sh(
    home,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--prefer-offline',
    join(scratch, tarball),
  );
  sh(home, 'npx', 'pipectl', 'init', 'app');
  sh(join(home, 'app'), 'npm', 'test');
});
