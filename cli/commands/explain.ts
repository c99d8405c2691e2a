/** `pipectl explain`: a diagnostic's page, or a pipeline's stages, state, changelog kinds and plan. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { nearest } from '../../compiler/diagnostics/did-you-mean.js';
import { packageRoot } from '../../local/package-root.js';
import { define, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipeline, pipelineFile } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

interface ExplainOptions {
  /** `--no-planner`. */
  readonly planner: boolean;
}

export function defineExplain(program: Command, act: Act): void {
  define(program, 'explain', "explain a diagnostic's code, or a pipeline", [
    'pipectl explain PC9010',
    'pipectl explain title-popularity',
  ])
    .argument('<code or pipeline>', 'a code as printed with a message, or a pipeline')
    .option('--no-planner', "a pipeline without Flink's plan: no JVM")
    .action((subject: string, options: ExplainOptions, command: Command) =>
      act((host) => explain(host, subject, options), options, command),
    );
}

async function explain(host: Host, subject: string, { planner }: ExplainOptions): Promise<Outcome> {
  if (/^PC\d+$/i.test(subject)) return page(host, subject.toUpperCase());
  if (pipelineFile(host.cwd, subject) === null && /^PC/i.test(subject)) throw unknown(subject);
  return pipeline(host, findPipeline(host.cwd, subject), planner);
}

const pages = (): string => join(packageRoot(), 'docs', 'diagnostics');

function page(host: Host, code: string): Outcome {
  const file = join(pages(), `${code}.md`);
  if (!existsSync(file)) throw unknown(code);
  const text = readFileSync(file, 'utf8').trimEnd();
  host.print(text);
  return { exitCode: exit.ok, data: { code, page: text } };
}

function unknown(written: string): Error {
  const known = existsSync(pages()) ? readdirSync(pages()).map((name) => name.replace(/\.md$/, '')) : [];
  return refuse('unknownCode', { written, near: nearest(written, known, 2) });
}

async function pipeline(host: Host, entry: string, planner: boolean): Promise<Outcome> {
  const { compilePipeline, plannerFor } = await import('../compile-pipeline.js');
  const { explainPipeline } = await import('../explain-pipeline.js');
  const compiled = await compilePipeline(host, entry, planner ? plannerFor(host) : null);
  const explained = explainPipeline(compiled);
  host.print(explained.text(host.path(entry)));
  return { exitCode: exit.ok, data: explained.data };
}
