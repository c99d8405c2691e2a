/**
 * `npm test`: builds, then JUnit, Jest, and the tests of the pipelines and templates as their users run them.
 * Arguments go to Jest and to `pipectl test`; a path runs only Jest. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, Refusal, step } from './command.mjs';

/** Sums of passed and failed tests in the reports of surefire. */
function junitCounts() {
  let passed = 0;
  let failed = 0;
  for (const module of ['job', 'local']) {
    const folder = join(root, 'runtime-jar', module, 'target', 'surefire-reports');
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((file) => /^TEST-.*\.xml$/.test(file))) {
      const suite = /<testsuite [^>]*>/.exec(readFileSync(join(folder, name), 'utf8'))?.[0] ?? '';
      const count = (attribute) => Number(new RegExp(`\\b${attribute}="(\\d+)"`).exec(suite)?.[1] ?? 0);
      failed += count('failures') + count('errors');
      passed += count('tests') - count('failures') - count('errors') - count('skipped');
    }
  }
  return { passed, failed };
}

async function junit() {
  for (const module of ['job', 'local'])
    rmSync(join(root, 'runtime-jar', module, 'target', 'surefire-reports'), { recursive: true, force: true });
  const log = join(root, 'node_modules', '.pipectl-logs', 'maven-test.log');
  let broken = 0;
  try {
    await step(
      'Testing the jars (JUnit)',
      'mvn',
      ['-q', '-B', '-f', 'runtime-jar/pom.xml', '--fail-at-end', 'package'],
      { cwd: root, log },
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    broken = 1;
  }
  const counts = junitCounts();
  // A build that broke before its tests has no failed test to show for it.
  return { passed: counts.passed, failed: Math.max(counts.failed, broken) };
}

/** Runs a Node program that writes JSON on standard output and all else on standard error. */
async function jsonOf(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  // A program that ended badly without a failed test to show has failed itself.
  const start = text.indexOf('{');
  return { code, ...(start === -1 ? {} : JSON.parse(text.slice(start))) };
}

const counted = (code, passed, failed) => ({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });

async function jest(args) {
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const node = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
  const options = ['--config', join(root, 'jest.config.mjs'), '--json', ...args];
  const {
    code,
    numPassedTests = 0,
    numFailedTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = await jsonOf([...node, program, ...options], root);
  return counted(code, numPassedTests, numFailedTests + numRuntimeErrorTestSuites);
}

/** `pipectl test` in a folder, as its user runs it. */
async function pipelines(folder, args) {
  process.stderr.write(`\npipectl test in ${folder || 'the repository'}\n`);
  const program = join(root, 'dist', 'cli', 'main.js');
  const {
    code,
    passed = 0,
    failed = 0,
    tests = [],
    diagnostics = [],
  } = await jsonOf([program, 'test', '--json', ...args], join(root, folder));
  for (const { file, test, messages } of tests.filter(({ status }) => status === 'failed')) {
    process.stderr.write(`\n● ${file} › ${test ?? ''}\n${messages.join('\n')}\n`);
  }
  for (const { code: name, message } of diagnostics) process.stderr.write(`${name}: ${message}\n`);
  process.stderr.write(`${passed} passed, ${failed} failed\n`);
  return counted(code, passed, failed);
}

main(async () => {
  const args = process.argv.slice(2);
  await build();
  const parts = [];
  const onlyJest = args.some((arg) => !arg.startsWith('-'));
  if (!onlyJest) parts.push(await junit());
  parts.push(await jest(args));
  if (!onlyJest) {
    const forPipelines = args
      .filter((arg) => ['-u', '--update', '--updateSnapshot', '--ci'].includes(arg))
      .map((arg) => (arg === '--ci' ? arg : '-u'));
    if (process.env['CI'] && !forPipelines.includes('--ci')) forPipelines.push('--ci');
    parts.push(await pipelines('', forPipelines));
    for (const template of readdirSync(join(root, 'templates')))
      parts.push(await pipelines(join('templates', template), forPipelines));
  }
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  process.stderr.write('\n');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
