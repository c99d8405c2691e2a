/** What the compile service does: compile a graph that a test made, and run it on the embedded Flink. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, type Compiled } from '../compiler/compile.js';
import type { Diagnostic, Phase } from '../compiler/diagnostics/diagnostic.js';
import { render } from '../compiler/diagnostics/render.js';
import type { Graph } from '../compiler/ir/graph.js';
import { embeddedFlink, type EmbeddedFlink } from '../local/embedded-flink.js';
import { Refused } from '../local/refused.js';
import { runOnFiles } from '../local/run-on-files.js';
import type { GoldenAnswer, GoldenQuestion, OutputAnswer, RunAnswer, RunQuestion } from './protocol.js';

let flink: Promise<EmbeddedFlink> | null = null;
const theFlink = (): Promise<EmbeddedFlink> =>
  (flink ??= embeddedFlink().catch((error: unknown) => {
    // The next question tries again.
    flink = null;
    throw error;
  }));

/** One Jest run sees one state of the sources, so a graph compiles once. */
const compiled = new Map<string, Promise<Phase<Compiled>>>();

function compileOnce(graph: Graph): Promise<Phase<Compiled>> {
  const key = createHash('sha256').update(JSON.stringify(graph)).digest('hex');
  const known = compiled.get(key);
  if (known) return known;
  const entry = graph.site?.file;
  if (entry === undefined)
    throw new Error(`the pipeline '${graph.name}' was made in a file that did not go through pipectl's Jest transform`);
  const compiling = compile({ entry, graph, planner: async (bundle) => (await theFlink()).plan(bundle) });
  compiled.set(key, compiling);
  return compiling;
}

export const answerGolden = ({ graph }: GoldenQuestion): Promise<GoldenAnswer> =>
  answered(graph, async ({ sql, job }) => ({
    files: { 'pipeline.sql': sql, 'job.json': `${JSON.stringify(job, null, 2)}\n` },
  }));

export const answerRun = ({ graph, inputs, parallelism }: RunQuestion): Promise<RunAnswer> =>
  answered(graph, async (whole) => {
    const folder = mkdtempSync(join(tmpdir(), 'pipectl-run-'));
    try {
      return await run(whole, folder, inputs, parallelism);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

/** What is wrong with the pipeline or the machine is an answer, not an exception. */
async function answered<T>(
  graph: Graph,
  work: (compiled: Compiled) => Promise<T>,
): Promise<T | { readonly problem: string }> {
  try {
    const { value, diagnostics } = await compileOnce(graph);
    return value === null ? { problem: rendered(diagnostics) } : await work(value);
  } catch (error) {
    if (error instanceof Refused) return { problem: rendered(error.diagnostics) };
    throw error;
  }
}

const rendered = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map((each) => render(each, { base: process.cwd(), read: textOf })).join('\n\n');

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

async function run(
  { pipeline, bundle, plan }: Compiled,
  folder: string,
  inputs: RunQuestion['inputs'],
  parallelism: number,
): Promise<RunAnswer> {
  const sources = join(folder, 'in');
  const out = join(folder, 'out');
  mkdirSync(sources);
  const files = Object.entries(inputs).map(([name, bytes]) => {
    const file = join(sources, `${name}.jsonl`);
    writeFileSync(file, Buffer.from(bytes, 'base64'));
    return [name, [file]] as const;
  });
  const report = await runOnFiles({
    flink: await theFlink(),
    bundle,
    plan,
    inputs: Object.fromEntries(files),
    out,
    parallelism,
    allowUndecodable: true,
  });
  const text = (file: string | undefined): string => (file === undefined ? '' : readFileSync(join(out, file), 'utf8'));
  const outputs = report.outputs.map(({ output, file, changelog }): OutputAnswer => {
    const of = pipeline.outputs.find(({ name }) => name === output)?.of;
    const schema = pipeline.stages.find(({ name }) => name === of)?.schema ?? [];
    return { name: output, schema, rows: text(file), changelog: changelog ? text(changelog.file) : null };
  });
  return { outputs, deadLetters: text(report.deadLetters?.file), ledger: report.ledger };
}
