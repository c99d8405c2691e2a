/** `pipectl status`: how applications are, and what was changed by hand. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { StatusOptions } from '../operate/show-status.js';

export function defineStatus(program: Command, act: Act): void {
  define(program, 'status', 'health, checkpoints, lag, ledger and operations of an application', [
    'pipectl status title-popularity --env production',
    'pipectl status --env production',
    'pipectl status title-popularity --env production --json',
  ])
    .argument('[pipeline...]', `${PIPELINE_HELP}; none means all, in one table`)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .action(async (pipelines: string[], options: StatusOptions, self: Command) =>
      act(async (host) => (await import('../operate/show-status.js')).status(host, pipelines, options), options, self),
    );
}
