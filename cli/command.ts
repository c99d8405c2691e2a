/** What every command shares: its outcome, the options all of them take, and how its action is run. */
import type { Command } from 'commander';
import type { ExitCode } from './exit.js';
import type { Host } from './host.js';

export interface Outcome {
  readonly exitCode: ExitCode;
  /** The command's own fields of the --json document. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Runs an action with a host made from the common options; prints what it throws. Never rejects. */
export type Act = <O>(
  action: (host: Host, options: O) => Promise<Outcome>,
  options: O,
  command: Command,
) => Promise<void>;

export interface CommonOptions {
  readonly json?: true;
  readonly debug?: true;
  readonly color: boolean;
}

/** Adds a command with the options that every command has, and its runnable examples. */
export function define(program: Command, usage: string, summary: string, examples: readonly string[]): Command {
  return program
    .command(usage)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .option('--json', 'one JSON document on standard output, also on failure')
    .option('--debug', 'with a stack when pipectl itself fails')
    .option('--no-color', 'without colours; NO_COLOR does the same')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}

export const PIPELINE_HELP = 'a folder with pipeline.ts, a .ts file, or a name under pipelines/';
