/** `pipectl dev`: a pipeline with the AWS services it touches, on this machine, until it is interrupted. */
import { Option, type Command } from 'commander';
import { define, PIPELINE_HELP, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { readInputs, readParallelism, readWords } from '../run-arguments.js';
import { refuse } from '../refusal.js';

interface DevOptions {
  readonly feed?: string;
  readonly input?: readonly string[];
  readonly port?: string;
  readonly dynamodb: 'dynalite' | 'local';
  readonly duration?: string;
  readonly parallelism: string;
  readonly watch?: true;
  readonly controlPlane?: true;
}

export function defineDev(program: Command, act: Act): void {
  define(program, 'dev', 'run a pipeline with the AWS services it touches on this machine', [
    'pipectl dev title-popularity --feed 500/s',
    'pipectl dev title-popularity --input playback=events.jsonl',
    'pipectl dev title-popularity --feed 100/s --watch',
    'pipectl dev title-popularity --feed 100/s --control-plane',
  ])
    .usage('[options] <pipeline>')
    .argument('[pipeline]', PIPELINE_HELP)
    .option('--feed <n/s>', 'put so many records a second: from generate.ts beside the pipeline, else made-up ones')
    .option('--input <name=file...>', 'put the lines of a file into the stream of a source, once')
    .option('--port <port>', 'of the AWS services; by default a free one')
    .addOption(
      new Option('--dynamodb <which>', 'in memory, or by Amazon’s DynamoDB Local')
        .choices(['dynalite', 'local'])
        .default('dynalite'),
    )
    .option('--parallelism <n>', 'how many subtasks, 1 to 8', '1')
    .option('--watch', 'go on with the new version, from a savepoint, whenever a file changes')
    .addOption(
      new Option('--control-plane', 'run no job: start what `pipectl deploy --env local` deploys to').conflicts(
        'watch',
      ),
    )
    .option('--duration <time>', 'stop by itself after the job has run so long: 30s, 5min')
    .action((name: string | undefined, options: DevOptions, command: Command) =>
      act((host) => dev(host, name, options), options, command),
    );
}

async function dev(host: Host, argument: string | undefined, options: DevOptions): Promise<Outcome> {
  const { name, written } = readWords('dev', argument, options.input ?? []);
  const entry = findPipeline(host.cwd, name);
  const order = {
    entry,
    inputs: readInputs('dev', name, written),
    feed: options.feed === undefined ? null : readRate(options.feed),
    ...(options.port !== undefined && { port: readPort(options.port) }),
    dynamodb: options.dynamodb,
    duration: options.duration === undefined ? null : readDuration(options.duration),
    parallelism: readParallelism(options.parallelism),
    watch: options.watch ?? false,
    controlPlane: options.controlPlane ?? false,
  };
  const { runDev } = await import('../dev/run-dev.js');
  const { endpoint, startedInMs, last, fed, delivered } = await runDev(host, order);
  const interrupted = host.signal.aborted;
  host.say('Everything is stopped.');
  return {
    exitCode: !delivered ? exit.failed : interrupted ? exit.interrupted : exit.ok,
    data: { endpoint, startedInMs, fed, ...(last && { job: last }) },
  };
}

function readRate(written: string): number {
  const rate = Number(/^(\d+)(?:\/s)?$/.exec(written)?.[1]);
  if (rate >= 1 && rate <= 1_000_000) return rate;
  throw refuse(
    'optionValue',
    { option: '--feed', written, expected: 'a number of records a second, as in 500/s' },
    exit.usage,
  );
}

function readPort(written: string): number {
  const port = Number(written);
  if (/^\d+$/.test(written) && port >= 1 && port <= 65_535) return port;
  throw refuse('optionValue', { option: '--port', written, expected: 'a port from 1 to 65535' }, exit.usage);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

function readDuration(written: string): number {
  const [, number, unit = ''] = /^(\d+)(ms|s|min|h)$/.exec(written) ?? [];
  const factor = UNITS[unit];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  throw refuse('optionValue', { option: '--duration', written, expected: 'a time, as in 30s or 5min' }, exit.usage);
}
