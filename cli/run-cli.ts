/** Words → command → exit code: usage errors, refusals, interrupts and bugs are told apart here and nowhere else. */
import { Command, CommanderError } from 'commander';
import { diagnostic } from '../compiler/diagnostics/diagnostic.js';
import { wantsColour } from './colours.js';
import type { Act, CommonOptions } from './command.js';
import { defineCompile } from './commands/compile.js';
import { defineDeadLetters } from './commands/dead-letters.js';
import { defineDeploy } from './commands/deploy.js';
import { defineDestroy } from './commands/destroy.js';
import { defineDev } from './commands/dev.js';
import { defineDiff } from './commands/diff.js';
import { defineDoctor } from './commands/doctor.js';
import { defineExplain } from './commands/explain.js';
import { defineInfrastructure } from './commands/infrastructure.js';
import { defineInit } from './commands/init.js';
import { defineLogs } from './commands/logs.js';
import { defineRollback } from './commands/rollback.js';
import { defineRun } from './commands/run.js';
import { defineSnapshots } from './commands/snapshots.js';
import { defineStart } from './commands/start.js';
import { defineStatus } from './commands/status.js';
import { defineStop } from './commands/stop.js';
import { defineTest } from './commands/test.js';
import { exit, type ExitCode } from './exit.js';
import { createHost, type Host } from './host.js';
import { diagnosticsOf } from './refusal.js';
import { packageVersion } from '../local/package-root.js';
import { suggestion, usageProblem } from './usage.js';

const COMMANDS = [
  defineInit,
  defineCompile,
  defineTest,
  defineRun,
  defineDev,
  defineDiff,
  defineDeploy,
  defineRollback,
  defineStatus,
  defineLogs,
  defineStop,
  defineStart,
  defineSnapshots,
  defineDestroy,
  defineDeadLetters,
  defineInfrastructure,
  defineExplain,
  defineDoctor,
];

export async function runCli(args: readonly string[]): Promise<void> {
  const interrupted = interruption();
  const program = new Command('pipectl')
    .description('Typed streaming pipelines in TypeScript, compiled to Flink SQL, run on real Flink.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', '\nExamples:\n  $ pipectl init my-project\n  $ pipectl compile\n  $ pipectl explain PC9010')
    .showSuggestionAfterError(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();

  const act: Act = async (action, options, command) => {
    const host = hostFor(options as CommonOptions, interrupted);
    await conclude(host, nameOf(command), async () => action(host, options));
  };
  for (const defineCommand of COMMANDS) defineCommand(program, act);
  for (const command of everyCommand(program)) command.configureOutput({ writeErr: () => undefined }).exitOverride();

  try {
    if (args.length === 0) throw new CommanderError(1, 'commander.help', '');
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === exit.ok) return;
    if (args.length === 0 || error.code === 'commander.help') {
      process.stderr.write((commandOf(program, args) ?? program).helpInformation());
      process.exitCode = exit.usage;
      return;
    }
    endWithUsageError(program, args, error, interrupted);
  }
}

function hostFor(options: CommonOptions, signal: AbortSignal): Host {
  return createHost({
    cwd: process.cwd(),
    json: options.json === true,
    debug: options.debug === true,
    colour: options.color && wantsColour(process.env, process.stderr),
    signal,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}

/** Ctrl-C asks the command to stop; a second one does not ask. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exit.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

async function conclude(
  host: Host,
  command: string,
  body: () => Promise<{ exitCode: ExitCode; data: object }>,
): Promise<void> {
  try {
    const { exitCode, data } = await Promise.race([body(), aborted(host.signal)]);
    host.finish(command, exitCode, { ...data });
    process.exitCode = exitCode;
  } catch (error) {
    process.exitCode = report(host, command, error);
  }
  // Sockets to the embedded Flink and file watchers would keep the process waiting.
  if (host.signal.aborted) process.exit(exit.interrupted);
}

/** Rejects some seconds after an interrupt: by then a command has stopped by itself, unless it can't. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(new Error('interrupted')), 30_000).unref(), {
      once: true,
    });
  });
}

function report(host: Host, command: string, error: unknown): ExitCode {
  if (host.signal.aborted) {
    host.say('interrupted');
    host.finish(command, exit.interrupted, {});
    return exit.interrupted;
  }
  const refused = diagnosticsOf(error);
  if (refused !== null) {
    host.diagnose(refused.diagnostics);
    host.finish(command, refused.exitCode, {});
    return refused.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  host.say(`bug in pipectl: ${message}`);
  host.say(
    host.debug
      ? String(stack)
      : 'This is not a fault of the pipeline. Run the command again with --debug for the stack, and report it.',
  );
  host.finish(command, exit.bug, { bug: { message, ...(host.debug && { stack }) } });
  return exit.bug;
}

function endWithUsageError(
  program: Command,
  args: readonly string[],
  error: CommanderError,
  signal: AbortSignal,
): void {
  const command = commandOf(program, args);
  const host = hostFor({ color: !args.includes('--no-color'), ...(args.includes('--json') && { json: true }) }, signal);
  const help = command ? `pipectl ${nameOf(command)} --help` : 'pipectl --help';
  host.diagnose([
    diagnostic('usage', null, { problem: usageProblem(error), near: suggestion(program, command, error), help }),
  ]);
  host.finish(command ? nameOf(command) : 'pipectl', exit.usage, {});
  process.exitCode = exit.usage;
}

const everyCommand = ({ commands }: Command): Command[] =>
  commands.flatMap((command) => [command, ...everyCommand(command)]);

/** The command that the words name, as far as they name one: `dead-letters list` of `dead-letters list --env`. */
function commandOf(program: Command, args: readonly string[]): Command | undefined {
  let found: Command | undefined;
  for (const word of args.filter((each) => !each.startsWith('-'))) {
    const next: Command | undefined = (found ?? program).commands.find((each) => each.name() === word);
    if (!next) return found;
    found = next;
  }
  return found;
}

/** `dead-letters list`. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name();
}
