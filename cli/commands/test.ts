/** `pipectl test`: the tests beside the pipelines, in Jest, against the warm embedded Flink. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
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
  const { code, json } = await runJest(jestArguments(host, folders, options), host, options.watch === true);
  if (host.signal.aborted) return { exitCode: exit.interrupted, data: {} };
  if (options.watch || json === '') return { exitCode: code === 0 ? exit.ok : exit.failed, data: {} };
  const found = JSON.parse(json) as JestResults;
  if (found.numTotalTestSuites === 0) throw refuse('noTests', { folders: folders.map(host.path) });
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  const tests = found.testResults.flatMap((file) => testsIn(file, host));
  return {
    exitCode: code === 0 && failed === 0 ? exit.ok : exit.failed,
    data: { passed: found.numPassedTests, failed, tests },
  };
}

function jestArguments(host: Host, folders: readonly string[], options: TestOptions): string[] {
  return [
    ...['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', jestProgram()],
    ...['--config', JSON.stringify(jestConfig(host.cwd, folders)), '--passWithNoTests'],
    ...(options.update ? ['--updateSnapshot'] : []),
    ...(options.ci ? ['--ci'] : []),
    ...(options.testNamePattern === undefined ? [] : ['--testNamePattern', options.testNamePattern]),
    ...(options.watch ? ['--watchAll'] : ['--json']),
    ...(options.verbose ? ['--verbose'] : []),
    ...(options.color ? [] : ['--no-color']),
  ];
}

/** Jest writes for people on standard error, and its own JSON on standard output. */
async function runJest(
  args: readonly string[],
  host: Host,
  watching: boolean,
): Promise<{ code: number; json: string }> {
  const stdout = watching ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, {
    cwd: host.cwd,
    stdio: ['inherit', stdout, host.json ? 'ignore' : 'inherit'],
  });
  let json = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (json += chunk));
  host.signal.addEventListener('abort', () => child.kill('SIGINT'));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? exit.failed));
  });
  return { code, json: json.slice(Math.max(0, json.indexOf('{'))) };
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
