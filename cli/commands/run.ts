/** `pipectl run`: a pipeline over files, on the embedded Flink, to the end of input. */
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { collector, hasErrors, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import type { RunEvent } from '../../local/flink.js';
import type { RunReport } from '../../local/run-on-files.js';
import { define, PIPELINE_HELP, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { reportText, runProgress } from '../run-report.js';

interface RunOptions {
  readonly input: readonly string[];
  readonly out: string;
  readonly force?: true;
  readonly parallelism: string;
  readonly failOn?: 'dead-letters';
}

export function defineRun(program: Command, act: Act): void {
  define(program, 'run', 'run a pipeline over files of JSON lines on the embedded Flink', [
    'pipectl run title-popularity --input playback=events.jsonl --out out',
    'pipectl run title-popularity --input playback=monday.jsonl playback=tuesday.jsonl --out out --force',
    'pipectl run title-popularity --input playback=events.jsonl --out out --fail-on dead-letters --json',
  ])
    .usage('[options] <pipeline>')
    .argument('[pipeline]', PIPELINE_HELP)
    .requiredOption('--input <name=file...>', 'a file for a source; several for one source are read side by side')
    .requiredOption('--out <folder>', 'where to write each output, dead letters and ledger; must be empty')
    .option('--force', 'replace what an earlier run wrote to the folder')
    .option('--parallelism <n>', 'how many subtasks, 1 to 8', '1')
    .addOption(new Option('--fail-on <what>', 'exit 1 when there is any').choices(['dead-letters']))
    .action((name: string | undefined, options: RunOptions, command: Command) =>
      act((host) => run(host, name, options), options, command),
    );
}

async function run(host: Host, argument: string | undefined, options: RunOptions): Promise<Outcome> {
  const { name, written } = readWords(argument, options.input);
  const entry = findPipeline(host.cwd, name);
  const inputs = readInputs(name, written);
  const parallelism = readParallelism(options.parallelism);
  const { out, force = false } = options;
  const { compilePipeline, flinkFor, plannerFor } = await import('../compile-pipeline.js');
  const { runOnFiles } = await import('../../local/run-on-files.js');

  const compiled = await compilePipeline(host, entry, plannerFor(host));
  const onEvent = (event: RunEvent): void => host.progress(runProgress(event));
  const flink = await flinkFor(host);
  const { signal } = host;
  const report = await runOnFiles({
    flink,
    bundle: compiled.bundle,
    plan: compiled.plan,
    inputs,
    out,
    force,
    parallelism,
    signal,
    onEvent,
  });
  host.progress('');
  host.print(reportText(report, host.path(resolve(host.cwd, out))));
  const problems = problemsOf(report, options);
  host.diagnose(problems);
  const { format: _format, ...data } = report;
  return { exitCode: hasErrors(problems) ? exit.failed : exit.ok, data: { out, ...data } };
}

/** `--input a=b PIPELINE` hands the pipeline to the option, which takes several words. */
function readWords(
  argument: string | undefined,
  input: readonly string[],
): { name: string; written: readonly string[] } {
  if (argument !== undefined) return { name: argument, written: input };
  const at = input.findIndex((each) => !each.includes('='));
  const name = input[at];
  if (name !== undefined) return { name, written: input.toSpliced(at, 1) };
  const problem = "missing required argument 'pipeline'";
  throw refuse('usage', { problem, near: [], help: 'pipectl run --help' }, exit.usage);
}

/** By source: the files as written, in the order given. */
function readInputs(pipeline: string, written: readonly string[]): Record<string, string[]> {
  const inputs: Record<string, string[]> = {};
  for (const each of written) {
    const at = each.indexOf('=');
    if (at < 1 || at === each.length - 1) throw refuse('inputSyntax', { written: each, pipeline }, exit.usage);
    (inputs[each.slice(0, at)] ??= []).push(each.slice(at + 1));
  }
  return inputs;
}

function readParallelism(written: string): number {
  if (/^[1-8]$/.test(written)) return Number(written);
  throw refuse('optionValue', { option: '--parallelism', written, expected: 'a whole number from 1 to 8' }, exit.usage);
}

function problemsOf({ ledger, restarts, deadLetters }: RunReport, { failOn, out }: RunOptions): Diagnostic[] {
  const { found, report } = collector();
  if (!ledger.balanced) report('ledgerUnbalanced', null, { problems: ledger.problems });
  if (restarts > 0) report('restarted', null, { restarts });
  if (failOn === 'dead-letters' && deadLetters !== null && deadLetters.rows > 0) {
    report('deadLettersFound', null, { letters: deadLetters.rows, file: join(out, deadLetters.file) });
  }
  return found;
}
