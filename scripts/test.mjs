/**
 * `npm test`: builds, then JUnit, Jest, and the tests of the pipelines and templates as their users run them.
 * Arguments go to Jest and to `pipectl test`; a path runs only Jest. The last line is `N passed, N failed`.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, Refusal, share, step } from './command.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'pipectl-npm-test-'));

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

async function jest(args) {
  const results = join(scratch, 'jest.json');
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const node = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
  const options = ['--config', join(root, 'jest.config.mjs'), '--json', '--outputFile', results];
  const code = await share(process.execPath, [...node, program, ...options, ...args], {
    cwd: root,
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** `pipectl test` in a folder, as its user runs it. */
async function pipelines(folder, args) {
  process.stderr.write(`\npipectl test in ${folder || 'the repository'}\n`);
  const program = join(root, 'dist', 'cli', 'main.js');
  let text = '';
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [program, 'test', '--json', ...args], {
    cwd: join(root, folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const { passed = 0, failed = 0, tests = [], diagnostics = [] } = JSON.parse(text || '{}');
  for (const { file, test, messages } of tests.filter(({ status }) => status === 'failed')) {
    process.stderr.write(`\n● ${file} › ${test ?? ''}\n${messages.join('\n')}\n`);
  }
  for (const { code: name, message } of diagnostics) process.stderr.write(`${name}: ${message}\n`);
  process.stderr.write(`${passed} passed, ${failed} failed\n`);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
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
  rmSync(scratch, { recursive: true, force: true });
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  process.stderr.write('\n');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
