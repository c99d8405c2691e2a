/** Runs a compiled pipeline on files that are still being written, stops it with a savepoint, and goes on from there. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compiled } from '../../compiler/compile.js';
import { bindToFiles, changedTables } from '../../local/bind.js';
import type { RunEvent, RunFailed, RunFinished } from '../../local/flink.js';
import { compiledCase, sharedFlink } from './compile-case.js';

export const scratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'pipectl-state-')));

/** Every version of a pipeline is a file of its own; where it lies has no part in the plan. */
export async function compiledText(text: string): Promise<Compiled> {
  const entry = join(scratch(), 'pipeline.ts');
  writeFileSync(entry, text);
  return compiledCase(entry);
}

export interface Run {
  readonly compiled: Compiled;
  readonly input: string;
  readonly savepoint?: string;
}

type Row = Readonly<Record<string, unknown>>;

export interface Ended {
  readonly end: RunFinished | RunFailed;
  /** What was written, by output; for replaced rows every row that stood there at some time, in order. */
  readonly rows: (output: string) => readonly Row[];
  readonly written: readonly string[];
}

/** To the end of the input. */
export async function runToEnd(run: Run): Promise<Ended> {
  const out = scratch();
  const end = await (await sharedFlink()).run(request(run, out, false), () => undefined);
  return { end, ...results(out) };
}

/** Until so many records are read; then stops with a savepoint, without ending the windows that are open. */
export async function runUntilRead(run: Run, records: number): Promise<Ended & { readonly savepoint: string }> {
  const flink = await sharedFlink();
  const out = scratch();
  const savepoints = scratch();
  let job: string | undefined;
  let stopped: Promise<string> | undefined;
  const onEvent = (event: RunEvent): void => {
    if (event.event === 'started') job = event.job;
    const read = event.event === 'progress' ? (event.counters['plays']?.['read'] ?? 0) : 0;
    if (job !== undefined && read >= records) stopped ??= flink.stop(job, savepoints);
  };
  const end = await flink.run(request(run, out, true), onEvent);
  if (stopped === undefined) throw new Error(`the job ended before ${records} records: ${JSON.stringify(end)}`);
  return { end, savepoint: await stopped, ...results(out) };
}

function request({ compiled, input, savepoint }: Run, out: string, follow: boolean) {
  const { bundle, plan } = compiled;
  const targets = { inputs: { plays: [input] }, directory: out, changed: changedTables(plan) };
  const tables = Object.fromEntries(
    Object.entries(bindToFiles(bundle, targets)).map(([name, options]) => [
      name,
      options['source'] === undefined ? options : { ...options, follow: String(follow) },
    ]),
  );
  return { bundle, plan, tables, parallelism: 1, ...(savepoint === undefined ? {} : { savepoint }) };
}

function results(out: string): Pick<Ended, 'rows' | 'written'> {
  const written = readdirSync(out).sort();
  const lines = (file: string): string[] =>
    readFileSync(join(out, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const rows = (output: string): Row[] => {
    const changes = written.filter((file) => new RegExp(`^${output}\\.\\d+\\.changelog\\.jsonl$`).test(file));
    if (changes.length > 0) {
      return changes.flatMap(lines).flatMap((line) => {
        const { op, row } = JSON.parse(line) as { op: string; row: Row };
        return op === '-D' ? [] : [row];
      });
    }
    const plain = written.filter((file) => new RegExp(`^${output}\\.\\d+\\.jsonl$`).test(file));
    return plain.flatMap(lines).map((line) => JSON.parse(line) as Row);
  };
  return { rows, written };
}
