/** `pipectl snapshots`: the states that an application can go on from. */
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { CreateOptions, DeleteOptions, PruneOptions, SnapshotOptions } from '../operate/snapshots.js';

export function defineSnapshots(program: Command, act: Act): void {
  const group = program
    .command('snapshots')
    .summary('list, take, delete or prune the snapshots of an application')
    .description('List, take, delete or prune the snapshots of an application.')
    .helpCommand(false);
  define(group, 'list', 'name the snapshots of an application, the newest first', [
    'pipectl snapshots list title-popularity --env production',
    'pipectl snapshots list title-popularity --env production --json',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', ENVIRONMENT)
    .action(async (pipeline: string, options: SnapshotOptions, self: Command) =>
      act(async (host) => (await work()).list(host, pipeline, options), options, self),
    );
  define(group, 'create', 'take a snapshot of a running application', [
    'pipectl snapshots create title-popularity --env production',
    'pipectl snapshots create title-popularity --env production --name before-the-migration',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', ENVIRONMENT)
    .option('--name <name>', 'of the snapshot; by default made of version and time')
    .action(async (pipeline: string, options: CreateOptions, self: Command) =>
      act(async (host) => (await work()).create(host, pipeline, options), options, self),
    );
  define(group, 'delete', 'delete one snapshot for good', [
    'pipectl snapshots delete title-popularity before-the-migration --env production',
    'pipectl snapshots delete title-popularity before-the-migration --env production --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .argument('<name>', 'of the snapshot')
    .requiredOption('--env <name>', ENVIRONMENT)
    .option('--yes', 'without asking')
    .action(async (pipeline: string, name: string, options: DeleteOptions, self: Command) =>
      act(async (host) => (await work()).remove(host, { pipeline, name }, options), options, self),
    );
  define(group, 'prune', 'delete all snapshots but the newest ones and the one that a rollback needs', [
    'pipectl snapshots prune title-popularity --env production --keep 5',
    'pipectl snapshots prune title-popularity --env production --keep 5 --yes',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', ENVIRONMENT)
    .requiredOption('--keep <n>', 'how many of the newest stay')
    .option('--yes', 'delete; without it only what would be deleted is said')
    .action(async (pipeline: string, options: PruneOptions, self: Command) =>
      act(async (host) => (await work()).prune(host, pipeline, options), options, self),
    );
}

const ENVIRONMENT = 'an environment of pipectl.yaml';
const work = (): Promise<typeof import('../operate/snapshots.js')> => import('../operate/snapshots.js');
