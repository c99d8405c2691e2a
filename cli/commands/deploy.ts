/** `pipectl deploy`: pipelines → running, healthy applications. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { DeployOptions } from '../deploy/deploy-pipelines.js';

export function defineDeploy(program: Command, act: Act): void {
  define(program, 'deploy', 'bring pipelines to their applications, and prove that they work there', [
    'pipectl deploy title-popularity --env production',
    'pipectl deploy title-popularity --env production --dry-run --out plan.json',
    'pipectl deploy title-popularity --env production --plan plan.json',
    'pipectl deploy title-popularity --env production --yes --discard-state popularity',
  ])
    .argument('[pipeline...]', `${PIPELINE_HELP}; all under pipelines/ when none is given`)
    .requiredOption('--env <name>', 'an environment of pipectl.yaml')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--out <file>', 'with --dry-run: write the plan there')
    .option('--plan <file>', 'apply exactly this plan, or nothing when the world has changed since')
    .option('--yes', 'apply without asking')
    .option('--discard-state <stage...>', 'stages whose state may be lost: exactly those that would lose it')
    .option('--timeout <seconds>', 'how long to wait for each operation of the service', '1200')
    .action((names: string[], options: DeployOptions, command: Command) =>
      act(
        async (host) => (await import('../deploy/deploy-pipelines.js')).deployPipelines(host, names, options),
        options,
        command,
      ),
    );
}
