/** `pipectl start`: lets a stopped application go on, and proves that it does. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { StartOptions } from '../operate/start-application.js';

export function defineStart(program: Command, act: Act): void {
  define(program, 'start', 'start a stopped application from a snapshot, and prove that it works', [
    'pipectl start title-popularity --env production',
    'pipectl start title-popularity --env production --from before-the-migration',
    'pipectl start title-popularity --env production --from nothing --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--from <state>', 'latest, the name of a snapshot, or nothing', 'latest')
    .option('--yes', 'without asking whether state may be left behind')
    .action(async (pipeline: string, options: StartOptions, self: Command) =>
      act(
        async (host) => (await import('../operate/start-application.js')).start(host, pipeline, options),
        options,
        self,
      ),
    );
}
