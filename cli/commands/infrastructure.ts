/** `pipectl infrastructure`: what surrounds a pipeline's application, as CloudFormation. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { InfrastructureOptions } from '../infrastructure/write-infrastructure.js';

export function defineInfrastructure(program: Command, act: Act): void {
  define(program, 'infrastructure', 'write the CloudFormation of what surrounds a pipeline', [
    'pipectl infrastructure title-popularity --env production',
    'pipectl infrastructure title-popularity --env production --out title-popularity.yaml',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--out <file>', 'where to write the template; standard output without it')
    .action(async (pipeline: string, options: InfrastructureOptions, self: Command) =>
      act(
        async (host) =>
          (await import('../infrastructure/write-infrastructure.js')).writeInfrastructure(host, pipeline, options),
        options,
        self,
      ),
    );
}
