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
import { readInputs, readParallelism, readWords } from '../run-arguments.js';
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
  const { name, written } = readWords('run', argument, options.input);
  const entry = findPipeline(host.cwd, name);
  const inputs = readInputs('run', name, written);
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

function problemsOf({ ledger, restarts, deadLetters }: RunReport, { failOn, out }: RunOptions): Diagnostic[] {
  const { found, report } = collector();
  if (!ledger.balanced) report('ledgerUnbalanced', null, { problems: ledger.problems });
  if (restarts > 0) report('restarted', null, { restarts });
  if (failOn === 'dead-letters' && deadLetters !== null && deadLetters.rows > 0) {
    report('deadLettersFound', null, { letters: deadLetters.rows, file: join(out, deadLetters.file) });
  }
  return found;
}
