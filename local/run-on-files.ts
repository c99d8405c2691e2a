/** Runs a compiled pipeline on files of JSON lines: binds, runs, joins the parts, balances the books. */
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { diagnostic } from '../compiler/diagnostics/diagnostic.js';
import type { Bundle } from '../compiler/ir/bundle.js';
import { bindToFiles, changedTables, outputsOf, inputsOf } from './bind.js';
import { checkInputs } from './check-inputs.js';
import type { EmbeddedFlink, RunEvent, RunFailed, RunFinished } from './flink.js';
import { balance, DEAD_LETTERS, type Ledger } from './ledger.js';
import { mergeParts, type Merged } from './merge-parts.js';
import { Refused, refusal } from './refused.js';
import { reasonOf } from './system-error.js';
import { undecodableFiles } from './undecodable.js';

export interface RunOnFiles {
  readonly flink: EmbeddedFlink;
  readonly bundle: Bundle;
  readonly plan: unknown;
  /** Files by source name; relative to the working folder. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  readonly out: string;
  /** Replace results that are in `out` already; default false. */
  readonly force?: boolean;
  /** From 1 to 8; default 1, which keeps the order of arrival. */
  readonly parallelism?: number;
  /** Take a file of which no line can be decoded as it is; default false, because it is most likely the wrong file. */
  readonly allowUndecodable?: boolean;
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborting cancels the job, removes what it wrote and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface OutputReport extends Merged {
  readonly output: string;
  /** For rows that replace one another: every change, in order. */
  readonly changelog?: Merged;
}

export interface RunReport {
  readonly format: 1;
  readonly pipeline: string;
  readonly outputs: readonly OutputReport[];
  readonly deadLetters: Merged | null;
  readonly ledger: Ledger;
  readonly restarts: number;
  /** Records read from all sources. */
  readonly read: number;
  readonly elapsedMs: number;
  /** The job alone, without planning and submitting. */
  readonly runtimeMs: number;
  readonly recordsPerSecond: number;
}

const LEDGER_FILE = 'ledger.json';

/** Throws `Refused` for what is wrong with the inputs, the folder or the job; an unbalanced ledger is in the report. */
export async function runOnFiles(options: RunOnFiles): Promise<RunReport> {
  const { bundle, plan, force = false, parallelism = 1 } = options;
  const out = resolve(options.out);
  const inputs = checkInputs({
    pipeline: bundle.pipeline,
    sources: inputsOf(bundle),
    inputs: options.inputs,
    out: options.out,
    results: [...resultFiles(outputsOf(bundle).map(({ output }) => output)), LEDGER_FILE],
    force,
  });
  const parts = await Parts.make(out);
  try {
    const changed = changedTables(plan);
    const tables = bindToFiles(bundle, { inputs, directory: parts.folder, changed });
    const { flink, onEvent = () => undefined, signal } = options;
    const end = await flink.run({ bundle, plan, tables, parallelism }, onEvent, signal);
    if (end.event === 'failed') throw failure(bundle, end);
    const staged = await merge(bundle, changed, parts.folder, parts.merged);
    if (!options.allowUndecodable)
      await refuseUndecodable(staged.deadLetters && join(parts.merged, staged.deadLetters.file), inputs);
    const report = reportOf(bundle, end, staged);
    await writeFile(join(parts.merged, LEDGER_FILE), `${JSON.stringify(ledgerFile(report), null, 2)}\n`);
    await parts.publish(out, force);
    return report;
  } finally {
    await parts.remove();
  }
}

interface Outputs {
  readonly outputs: readonly OutputReport[];
  readonly deadLetters: Merged | null;
}

async function merge(bundle: Bundle, changed: ReadonlySet<string>, from: string, to: string): Promise<Outputs> {
  const outputs: OutputReport[] = [];
  let deadLetters: Merged | null = null;
  for (const { output, table } of outputsOf(bundle)) {
    const rows = await mergeParts(from, to, output, '.jsonl');
    if (output === DEAD_LETTERS) deadLetters = rows;
    else if (!changed.has(table.name)) outputs.push({ output, ...rows });
    else outputs.push({ output, ...rows, changelog: await mergeParts(from, to, output, '.changelog.jsonl') });
  }
  return { outputs, deadLetters };
}

async function refuseUndecodable(letters: string | null, inputs: Record<string, string[]>): Promise<void> {
  const files = letters === null ? [] : await undecodableFiles(letters, inputs);
  if (files.length === 0) return;
  const shown = files.map(({ file, ...rest }) => ({ ...rest, file: relative(process.cwd(), file) }));
  throw new Refused(shown.map((params) => diagnostic('nothingDecodable', null, params)));
}

function reportOf(bundle: Bundle, end: RunFinished, { outputs, deadLetters }: Outputs): RunReport {
  const books = balance(bundle.ledger, end.counters, end.restarts);
  const problems = [...books.problems, ...dropped(end), ...contents(books, outputs, deadLetters)];
  const read = sum(books.stages.filter(({ kind }) => kind === 'source').map(({ counts }) => counts['read'] ?? 0));
  return {
    format: 1,
    pipeline: bundle.pipeline,
    outputs,
    deadLetters,
    ledger: { ...books, balanced: problems.length === 0, problems },
    restarts: end.restarts,
    read,
    elapsedMs: end.elapsedMs,
    runtimeMs: end.runtimeMs,
    recordsPerSecond: Math.round((read * 1000) / Math.max(1, end.runtimeMs)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Our own judgement comes before Flink's, so a row that Flink drops is one that no counter of ours saw. */
const dropped = ({ lateDropped }: RunFinished): string[] =>
  lateDropped === 0 ? [] : [`Flink itself dropped ${lateDropped} late rows, which are in no dead letter.`];

/** The counters against the files: as many lines as were counted written. */
function contents({ stages }: Ledger, outputs: readonly OutputReport[], deadLetters: Merged | null): string[] {
  const files = [...outputs, ...(deadLetters ? [{ output: DEAD_LETTERS, ...deadLetters }] : [])];
  return files.flatMap((output: OutputReport) => {
    const { file, rows } = output.changelog ?? output;
    const line = stages.find(({ stage, kind }) => stage === output.output && kind === 'output');
    const written = line?.counts['written'] ?? 0;
    return rows === written ? [] : [`'${output.output}' counted ${written} written, but ${file} holds ${rows} lines.`];
  });
}

function ledgerFile({ pipeline, restarts, ledger: { balanced, complete, stages, problems } }: RunReport): unknown {
  return { format: 1, pipeline, balanced, complete, restarts, stages, problems };
}

const failure = ({ pipeline }: Bundle, { message, operator, causes }: RunFailed): Refused =>
  refusal('jobFailed', { pipeline, message, operator: operator ?? null, causes });

/** The folder inside the output folder where everything is written until the run is known to be good. */
class Parts {
  static async make(out: string): Promise<Parts> {
    const existed = existsSync(out);
    const root = join(out, `.pipectl-${process.pid}-${Date.now()}`);
    const parts = new Parts(out, existed, root);
    try {
      mkdirSync(parts.folder, { recursive: true });
      await mkdir(parts.merged);
    } catch (error) {
      throw refusal('outFolderUnwritable', { folder: out, reason: reasonOf(error) });
    }
    return parts;
  }

  readonly folder: string;
  readonly merged: string;

  private constructor(
    private readonly out: string,
    private readonly existed: boolean,
    private readonly root: string,
  ) {
    this.folder = join(root, 'parts');
    this.merged = join(root, 'merged');
  }

  /** Moves the results into the output folder, in place of what an earlier run left there. */
  async publish(out: string, force: boolean): Promise<void> {
    if (force) await removeResults(out);
    for (const file of await readdir(this.merged)) await rename(join(this.merged, file), join(out, file));
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
    // A folder that we made and have put nothing into goes too.
    if (!this.existed) await rmdir(this.out).catch(() => undefined);
  }
}

/** What an earlier run says it wrote; anything else in the folder is the user's. */
async function removeResults(out: string): Promise<void> {
  try {
    const { stages } = JSON.parse(await readFile(join(out, LEDGER_FILE), 'utf8')) as Pick<Ledger, 'stages'>;
    const outputs = stages.filter(({ kind }) => kind === 'output').map(({ stage }) => stage);
    await Promise.all([...resultFiles(outputs), LEDGER_FILE].map((file) => rm(join(out, file), { force: true })));
  } catch {
    // No ledger, or not one of ours: then only files of the same names are replaced.
  }
}

const resultFiles = (outputs: readonly string[]): string[] =>
  outputs.flatMap((output) => [`${output}.jsonl`, `${output}.changelog.jsonl`]);
