/** `pipectl dead-letters`: what could not be used, looked at and used again. */
import type { Command } from 'commander';
import type { ListOptions } from '../dead-letters/list-letters.js';
import type { RedriveOptions } from '../dead-letters/redrive-letters.js';
import { define, PIPELINE_HELP, type Act } from '../command.js';
import { withChoice } from '../dead-letters/choice.js';

const ENVIRONMENT = 'an environment of pipectl.yaml, or local for a running pipectl dev';

export function defineDeadLetters(program: Command, act: Act): void {
  const group = program
    .command('dead-letters')
    .summary('list, show or redrive what a pipeline could not use')
    .description('List, show or redrive the records and rows that a pipeline could not use.')
    .helpCommand(false);
  defineList(group, act);
  defineShow(group, act);
  defineRedrive(group, act);
}

function defineList(group: Command, act: Act): void {
  const command = define(group, 'list', 'count dead letters by stage and reason, and name the newest', [
    'pipectl dead-letters list title-popularity --env local',
    'pipectl dead-letters list title-popularity --env production --reason invalid --since 2h',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .requiredOption('--env <name>', ENVIRONMENT)
    .option('--limit <n>', 'how many of the newest are named', '20');
  withChoice(command).action(async (pipeline: string, options: ListOptions, self: Command) =>
    act(
      async (host) => (await import('../dead-letters/list-letters.js')).listLetters(host, pipeline, options),
      options,
      self,
    ),
  );
}

function defineShow(group: Command, act: Act): void {
  define(group, 'show', 'print one dead letter with its record', [
    'pipectl dead-letters show title-popularity 2b6f7b8e4f508785f618f8cc5e6a2b19 --env local',
    'pipectl dead-letters show title-popularity 2b6f7b8e --env production --json',
  ])
    .argument('<pipeline>', PIPELINE_HELP)
    .argument('<id>', "the letter's id, or how it begins")
    .requiredOption('--env <name>', ENVIRONMENT)
    .action(async (pipeline: string, id: string, options: { env: string }, self: Command) =>
      act(
        async (host) => (await import('../dead-letters/show-letter.js')).showLetter(host, pipeline, id, options),
        options,
        self,
      ),
    );
}

function defineRedrive(group: Command, act: Act): void {
  const command = define(
    group,
    'redrive',
    'send dead letters again: records to their source, refused rows to their sink',
    [
      'pipectl dead-letters redrive title-popularity --env local --reason rejected',
      'pipectl dead-letters redrive title-popularity 2b6f7b8e --env local --edit --yes',
      'pipectl dead-letters redrive title-popularity --env production --with edited.jsonl --yes',
      'pipectl dead-letters redrive title-popularity --env production --reason late --to late.jsonl --yes',
    ],
  )
    .argument('<pipeline>', PIPELINE_HELP)
    .argument('[ids...]', 'letters, or how their ids begin; all that are chosen when none is named')
    .requiredOption('--env <name>', ENVIRONMENT)
    .option('--yes', 'send; without it only what would be sent is said')
    .option('--edit', "open one letter's record in $EDITOR before it is sent")
    .option('--with <file>', 'edited records as JSON lines {"id","record"}; only these letters are sent')
    .option('--to <file>', 'where late records are written, one a line')
    .option('--keep', 'leave the letters in their queue after they were sent')
    .option('--retry-doubtful', 'send again what an interrupted run may have sent');
  withChoice(command).action(async (pipeline: string, ids: string[], options: RedriveOptions, self: Command) =>
    act(
      async (host) =>
        (await import('../dead-letters/redrive-letters.js')).redriveLetters(host, { pipeline, ids }, options),
      options,
      self,
    ),
  );
}
