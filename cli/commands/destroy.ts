/** `pipectl destroy`: deletes an application with its state; streams, tables and jars stay. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { DestroyOptions } from '../operate/destroy-application.js';

export function defineDestroy(program: Command, act: Act): void {
  define(program, 'destroy', 'delete an application with all its snapshots, after saying what is lost', [
    'pipectl destroy title-popularity --env staging',
    'pipectl destroy title-popularity --env staging --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--yes', 'without asking')
    .action(async (pipeline: string, options: DestroyOptions, self: Command) =>
      act(
        async (host) => (await import('../operate/destroy-application.js')).destroy(host, pipeline, options),
        options,
        self,
      ),
    );
}
