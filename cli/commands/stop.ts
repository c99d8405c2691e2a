/** `pipectl stop`: ends the job of an application and keeps its state. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { StopOptions } from '../operate/stop-application.js';

export function defineStop(program: Command, act: Act): void {
  define(program, 'stop', 'stop an application with a snapshot, from which it can go on', [
    'pipectl stop title-popularity --env production',
    'pipectl stop title-popularity --env production --force --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--force', 'without a snapshot, also while it fails or is being changed; says what is lost, and asks')
    .option('--yes', 'without asking')
    .action(async (pipeline: string, options: StopOptions, self: Command) =>
      act(
        async (host) => (await import('../operate/stop-application.js')).stop(host, pipeline, options),
        options,
        self,
      ),
    );
}
