/** `pipectl test`: the tests beside the pipelines, in Jest, against the warm embedded Flink. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipelines } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { jestConfig, jestProgram } from '../jest-config.js';
import { refuse } from '../refusal.js';

interface TestOptions {
  readonly color: boolean;
  readonly update?: true;
  readonly ci?: true;
  readonly testNamePattern?: string;
  readonly watch?: true;
  readonly verbose?: true;
}

export function defineTest(program: Command, act: Act): void {
  define(program, 'test', "run the pipelines' tests", [
    'pipectl test',
    'pipectl test title-popularity -t "late rows"',
    'pipectl test -u',
  ])
    .argument('[pipeline...]', `${PIPELINE_HELP}; all under pipelines/ when none is given`)
    .option('-u, --update', 'rewrite golden files that differ')
    .option('--ci', 'never write golden files; a missing one fails')
    .option('-t, --test-name-pattern <pattern>', 'only tests whose name matches')
    .option('--watch', 'run again whenever a file changes')
    .option('--verbose', 'name every test')
    .action((names: string[], options: TestOptions, command: Command) =>
      act((host) => test(host, names, options), options, command),
    );
}

async function test(host: Host, names: readonly string[], options: TestOptions): Promise<Outcome> {
  const folders = [...new Set(findPipelines(host.cwd, names).map((file) => dirname(file)))];
  const scratch = mkdtempSync(join(tmpdir(), 'pipectl-test-'));
  const results = join(scratch, 'results.json');
  const args = [
    ...['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', jestProgram()],
    ...[
      '--config',
      JSON.stringify(jestConfig(host.cwd, folders)),
      '--outputFile',
      results,
      '--json',
      '--passWithNoTests',
    ],
    ...(options.update ? ['--updateSnapshot'] : []),
    ...(options.ci ? ['--ci'] : []),
    ...(options.testNamePattern === undefined ? [] : ['--testNamePattern', options.testNamePattern]),
    ...(options.watch ? ['--watchAll'] : []),
    ...(options.verbose ? ['--verbose'] : []),
    ...(!options.color ? ['--no-color'] : []),
  ];
  try {
    const code = await runJest(args, host);
    if (host.signal.aborted) return { exitCode: exit.interrupted, data: {} };
    const found = read(results);
    if (found.numTotalTestSuites === 0) throw refuse('noTests', { folders: folders.map(host.path) });
    const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
    const summary = { passed: found.numPassedTests, failed };
    return {
      exitCode: code === 0 && failed === 0 ? exit.ok : exit.failed,
      data: { ...summary, tests: found.testResults.flatMap((file) => testsIn(file, host)) },
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Jest writes for people on standard error; its own JSON goes to the file. */
function runJest(args: readonly string[], host: Host): Promise<number> {
  const stderr = host.json ? 'ignore' : 'inherit';
  const child = spawn(process.execPath, args, { cwd: host.cwd, stdio: ['inherit', 'ignore', stderr] });
  host.signal.addEventListener('abort', () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? exit.failed));
  });
}

interface JestResults {
  readonly numTotalTestSuites: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly JestFile[];
}

interface JestFile {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

function read(file: string): JestResults {
  return JSON.parse(readFileSync(file, 'utf8')) as JestResults;
}

function testsIn({ name, message, assertionResults }: JestFile, host: Host): object[] {
  // A file that could not be loaded has no tests to tell of.
  if (assertionResults.length === 0 && message !== '')
    return [{ file: host.path(name), test: null, status: 'failed', messages: [message] }];
  return assertionResults.map(({ fullName, status, failureMessages }) => ({
    file: host.path(name),
    test: fullName,
    status,
    messages: failureMessages,
  }));
}
