/** Pipelines written for one test, in a folder of their own, taken through the first phases. */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { evaluate } from '../../compiler/evaluate/evaluate.js';
import type { Graph } from '../../compiler/ir/graph.js';
import type { Pipeline } from '../../compiler/ir/pipeline.js';
import { load } from '../../compiler/load/load.js';
import { read } from '../../compiler/read/read.js';

/** Writes the files and gives the folder. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pipectl-front-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const EVENT = `
interface Event { id: string; user: string; kind: 'a' | 'b'; amount: number; at: Date }
const events = kinesis<Event>({ stream: 'events', time: e => e.at, outOfOrder: seconds(30) });
`;

const IMPORTS = `import { count, days, firehose, dynamodb, kinesis, minutes, opensearch, pipeline, seconds, session, sum, tumble, type Stream, type Int } from 'pipectl';`;

/** A pipeline over `events` whose body is this, with every stage of the DSL imported. One line stands before the body. */
export const pipelineText = (body: string): string => `${IMPORTS}${EVENT.replaceAll('\n', ' ')}\n${body}`;

export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly graph: Graph | null;
  readonly folder: string;
}

export async function evaluated(files: string | Readonly<Record<string, string>>, limits = {}): Promise<Outcome> {
  const folder = folderWith(typeof files === 'string' ? { 'pipeline.ts': files } : files);
  const loaded = load(folder);
  if (!loaded.value) return { diagnostics: loaded.diagnostics, graph: null, folder };
  const { value, diagnostics } = await evaluate(loaded.value, limits);
  return { diagnostics: [...loaded.diagnostics, ...diagnostics], graph: value, folder };
}

/** The graph of a pipeline that must have no errors. */
export async function graphOfText(files: string | Readonly<Record<string, string>>): Promise<Graph> {
  const { graph, diagnostics } = await evaluated(files);
  if (!graph) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return graph;
}

export async function wasRead(files: string | Readonly<Record<string, string>>): Promise<{
  readonly pipeline: Pipeline | null;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const folder = folderWith(typeof files === 'string' ? { 'pipeline.ts': files } : files);
  const loaded = load(folder);
  if (!loaded.value) return { pipeline: null, diagnostics: loaded.diagnostics };
  const { value: graph, diagnostics } = await evaluate(loaded.value);
  if (!graph) return { pipeline: null, diagnostics };
  const done = read(loaded.value, graph);
  return { pipeline: done.value, diagnostics: done.diagnostics };
}
