/** `pipectl logs`: why an application fails, and then what it says. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { LogOptions } from '../operate/show-logs.js';

export function defineLogs(program: Command, act: Act): void {
  define(program, 'logs', 'the first failure of an application with its stage and line, and then its log', [
    'pipectl logs title-popularity --env production',
    'pipectl logs title-popularity --env production --follow --level WARN',
    'pipectl logs title-popularity --env production --since 1h --grep "switched from"',
    'pipectl logs title-popularity --env production --json',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--since <time>', 'records from then on: 90m, 2d, 2026-01-31, 2026-01-31T12:00:00Z', '1h')
    .option('--level <level>', 'records of this level and above: DEBUG, INFO, WARN, ERROR')
    .option('--grep <pattern>', 'records that a regular expression finds, in letters of either case')
    .option('--limit <n>', 'how many of the newest records', '200')
    .option('--follow', 'go on with what comes, until it is interrupted')
    .action(async (pipeline: string, options: LogOptions, self: Command) =>
      act(async (host) => (await import('../operate/show-logs.js')).logs(host, pipeline, options), options, self),
    );
}
