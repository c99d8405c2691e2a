/** Runs a compiled pipeline on files that are still being written, stops it with a savepoint, and goes on from there. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compiled } from '../../compiler/compile.js';
import { inputsOf } from '../../local/bind.js';
import type { RunFailed, RunFinished, RunRequest } from '../../local/flink.js';
import { haveRead, onFiles, stopWhen } from '../../local/follow-files.js';
import { compiledCase, sharedFlink } from './compile-case.js';

export const scratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'pipectl-state-')));

/** Every version of a pipeline is a file of its own; where it lies has no part in the plan. */
export async function compiledText(text: string): Promise<Compiled> {
  const entry = join(scratch(), 'pipeline.ts');
  writeFileSync(entry, text);
  return compiledCase(entry);
}

export interface Run {
  readonly compiled: Pick<Compiled, 'bundle' | 'plan'>;
  /** What every source reads. */
  readonly input: string;
  /** What tables that are looked up in hold, by name. */
  readonly tables?: Readonly<Record<string, string>>;
  readonly savepoint?: string;
  readonly parallelism?: number;
  readonly unclaimed?: 'drop';
}

export type Row = Readonly<Record<string, unknown>>;

export interface Ended {
  readonly end: RunFinished | RunFailed;
  /** What was written, by output; for replaced rows every row that stood there at some time, in order. */
  readonly rows: (output: string) => readonly Row[];
  /** What is there at the end, by output: of replaced rows the last of each key. */
  readonly table: (output: string) => readonly Row[];
  readonly written: readonly string[];
}

/** To the end of the input. */
export async function runToEnd(run: Run): Promise<Ended> {
  const out = scratch();
  const end = await (await sharedFlink()).run(followed(run, out, false), () => undefined);
  return { end, ...results(out) };
}

/** Until every source has read so many records; then stops with a savepoint, without ending the windows that are open. */
export async function runUntilRead(run: Run, records: number): Promise<Ended & { readonly savepoint: string }> {
  const out = scratch();
  const { statements } = run.compiled.bundle;
  const sources = statements.flatMap((each) => (each.kind === 'table' ? (each.options['source'] ?? []) : []));
  const enough = haveRead(Object.fromEntries(sources.map((name) => [name, records])));
  const { end, savepoint } = await stopWhen(await sharedFlink(), followed(run, out, true), enough, scratch());
  if (savepoint === null) throw new Error(`the job ended before ${records} records: ${JSON.stringify(end)}`);
  return { end, savepoint, ...results(out) };
}

/** What the embedded Flink is asked for; a source that is followed waits for more at the end of its file. */
export function followed(run: Run, out: string, follow: boolean): RunRequest {
  const { compiled, input, tables = {}, parallelism = 1, savepoint, unclaimed } = run;
  const inputs = Object.fromEntries(inputsOf(compiled.bundle).map((name) => [name, [tables[name] ?? input]]));
  const restore = { ...(savepoint === undefined ? {} : { savepoint }), ...(unclaimed ? { unclaimed } : {}) };
  return { ...onFiles(compiled, { inputs, directory: out, parallelism }, follow), ...restore };
}

function results(out: string): Omit<Ended, 'end'> {
  const written = readdirSync(out).sort();
  const lines = (file: string): string[] =>
    readFileSync(join(out, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const parts = (output: string, ending: string): string[] =>
    written.filter((file) => new RegExp(`^${output}\\.\\d+\\.${ending}$`).test(file)).flatMap(lines);
  const table = (output: string): Row[] => parts(output, 'jsonl').map((line) => JSON.parse(line) as Row);
  const rows = (output: string): Row[] => {
    const changes = parts(output, 'changelog.jsonl');
    if (changes.length === 0) return table(output);
    return changes.flatMap((line) => {
      const { op, row } = JSON.parse(line) as { op: string; row: Row };
      return op === '-D' ? [] : [row];
    });
  };
  return { rows, table, written };
}
