/** `pipectl compile`: pipelines → bundles. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { define, PIPELINE_HELP, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipelines } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { diagnosticsOf, refuse } from '../refusal.js';

interface CompileOptions {
  readonly out: string;
  /** `--no-planner`. */
  readonly planner: boolean;
  readonly watch?: true;
}

export function defineCompile(program: Command, act: Act): void {
  define(program, 'compile', 'compile pipelines to Flink SQL, job settings and a plan checked by Flink', [
    'pipectl compile',
    'pipectl compile title-popularity --out build',
    'pipectl compile pipelines/title-popularity/pipeline.ts --no-planner',
  ])
    .argument('[pipeline...]', `${PIPELINE_HELP}; all under pipelines/ when none is given`)
    .option('--out <folder>', 'where to write <folder>/<pipeline>/', 'dist')
    .option('--no-planner', "without Flink's planner: no plan.json, no JVM")
    .option('--watch', 'compile again whenever a file changes, until interrupted')
    .action((names: string[], options: CompileOptions, command: Command) =>
      act((host) => (options.watch ? watch(host, names, options) : compileAll(host, names, options)), options, command),
    );
}

async function compileAll(host: Host, names: readonly string[], { out, planner }: CompileOptions): Promise<Outcome> {
  const entries = findPipelines(host.cwd, names);
  const { compilePipeline, plannerFor } = await import('../compile-pipeline.js');
  const { writeBundle } = await import('../write-bundle.js');
  const flink = planner ? plannerFor(host) : null;
  const written: object[] = [];
  const byName = new Map<string, string>();
  let failed = 0;
  for (const entry of entries) {
    try {
      const compiled = await compilePipeline(host, entry, flink);
      const { name, outputs } = compiled.pipeline;
      const other = byName.get(name);
      if (other !== undefined) throw refuse('sameName', { name, files: [other, host.path(entry)] });
      byName.set(name, host.path(entry));
      const folder = resolve(host.cwd, out, name);
      const files = writeBundle(host, folder, compiled);
      written.push({
        name,
        file: host.path(entry),
        folder: host.path(folder),
        files,
        outputs: outputs.map((output) => output.name),
      });
      const checked = planner ? '' : ', not planned';
      host.print(
        `${name} → ${host.path(folder)} (${outputs.length} ${outputs.length === 1 ? 'output' : 'outputs'}${checked})`,
      );
    } catch (error) {
      // The other pipelines are still worth compiling.
      const refused = diagnosticsOf(error);
      if (refused === null) throw error;
      host.diagnose(refused.diagnostics);
      failed++;
    }
  }
  if (failed > 0) host.say(`${failed} of ${entries.length} ${entries.length === 1 ? 'pipeline' : 'pipelines'} failed`);
  return { exitCode: failed > 0 ? exit.failed : exit.ok, data: { pipelines: written } };
}

async function watch(host: Host, names: readonly string[], options: CompileOptions): Promise<Outcome> {
  const { untilChanged } = await import('../watch-files.js');
  for (;;) {
    const changed = untilChanged(host.cwd, host.signal);
    // What is wrong now may be right after the next edit.
    await compileAll(host, names, options).catch((error: unknown) => {
      const refused = diagnosticsOf(error);
      if (refused === null) throw error;
      host.diagnose(refused.diagnostics);
    });
    host.say(host.colour.dim('watching for changes; Ctrl-C ends'));
    if (!(await changed)) return { exitCode: exit.interrupted, data: {} };
  }
}
