/** `pipectl rollback`: an application back to a version that was healthy. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { RollbackOptions } from '../deploy/roll-back-pipeline.js';

export function defineRollback(program: Command, act: Act): void {
  define(program, 'rollback', 'bring an application back to the version that was healthy before', [
    'pipectl rollback title-popularity --env production',
    'pipectl rollback title-popularity --env production --to 7 --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--to <version>', 'a version of the application; default the last one that has proved its health')
    .option('--yes', 'go back without asking')
    .option('--timeout <seconds>', 'how long to wait for each operation of the service', '1200')
    .action((pipeline: string, options: RollbackOptions, command: Command) =>
      act(
        async (host) => (await import('../deploy/roll-back-pipeline.js')).rollBackPipeline(host, pipeline, options),
        options,
        command,
      ),
    );
}
