/** `pipectl diff`: what a deploy would change, in streaming words, and what becomes of the state. */
import { Option, type Command } from 'commander';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import type { DiffOptions } from '../diff/run-diff.js';

export function defineDiff(program: Command, act: Act): void {
  define(program, 'diff', 'say what a deploy would change, and what becomes of the state', [
    'pipectl diff title-popularity --env production',
    'pipectl diff title-popularity --env production --out plan.json',
    'pipectl diff title-popularity --against ../main/dist --detailed-exitcode',
    'pipectl diff title-popularity --env production --prove --input playback=events.jsonl',
  ])
    .usage('[options] <pipeline>')
    .argument('[pipeline]', PIPELINE_HELP)
    .option('--env <name>', 'compare with what is deployed in an environment of pipectl.yaml')
    .addOption(
      new Option('--against <folder>', 'compare with what an earlier compile wrote, without AWS').conflicts('env'),
    )
    .option('--out <file>', 'save what a deploy would do, for  pipectl deploy --plan')
    .option('--prove', 'restore a savepoint of the old version with the new one on this machine, and say what loaded')
    .option('--input <name=file...>', 'with --prove: records of a source; else they are made up')
    .option('--detailed-exitcode', 'exit 2 when there are differences')
    .action((name: string | undefined, options: DiffOptions, command: Command) =>
      act(async (host) => (await import('../diff/run-diff.js')).runDiff(host, name, options), options, command),
    );
}
