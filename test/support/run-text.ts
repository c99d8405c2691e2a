/** Compiles a pipeline given as text, runs it on rows given as data, and reads everything that it wrote. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnFiles, type RunReport } from '../../local/run-on-files.js';
import { inRowOrder, type DeadLetter } from '../../testing/run-pipeline.js';
import { sharedFlink } from './compile-case.js';
import { compiledText, scratch } from './following.js';

export type Row = Readonly<Record<string, unknown>>;

export interface RanText {
  readonly report: RunReport;
  readonly rows: (output: string) => readonly Row[];
  readonly changes: (output: string) => readonly { readonly op: string; readonly row: Row }[];
  /** In the order of the rows they came from: they come to their file by several ways through the job. */
  readonly letters: readonly Row[];
}

/** Inputs by source: rows, or lines as they are. */
export async function runText(text: string, inputs: Readonly<Record<string, readonly unknown[]>>): Promise<RanText> {
  const { bundle, plan } = await compiledText(text);
  const folder = scratch();
  const out = join(folder, 'out');
  const files = Object.entries(inputs).map(([source, rows]): [string, string[]] => {
    const file = join(folder, `${source}.jsonl`);
    writeFileSync(file, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
    return [source, [file]];
  });
  const report = await runOnFiles({ flink: await sharedFlink(), bundle, plan, inputs: Object.fromEntries(files), out });
  const read = (name: string): unknown[] =>
    !existsSync(join(out, name))
      ? []
      : readFileSync(join(out, name), 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as unknown);
  return {
    report,
    rows: (output) => read(`${output}.jsonl`) as Row[],
    changes: (output) => read(`${output}.changelog.jsonl`) as { op: string; row: Row }[],
    letters: inRowOrder(read('dead-letters.jsonl') as (Row & Pick<DeadLetter, 'source'>)[], Object.keys(inputs)),
  };
}
