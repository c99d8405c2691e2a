/** What the throughput benchmark compares: the compiled demo pipeline and the same thing by hand, three ways. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../compiler/ir/bundle.js';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import { plain } from './references/plain.js';
import { sameGuarantees } from './references/same-guarantees.js';
import { stock } from './references/stock.js';

/** Options of tables, whole, by table name. */
export type Bindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Contestant {
  readonly name: string;
  readonly bundle: Bundle;
  readonly plan: unknown;
  /** The bindings that make it read `input` and write below `directory`. */
  readonly bind: (input: string, directory: string) => Bindings;
  /** Names of the tables that hold the raw events and the windows. */
  readonly outputs: { readonly raw: string; readonly windows: string };
}

type ByHand = (input: string, directory: string) => Bundle;

export const byHand = (flink: EmbeddedFlink, input: string): Promise<readonly Contestant[]> =>
  Promise.all(
    Object.entries({
      'by hand, same guarantees': sameGuarantees,
      'by hand, plain': plain,
      'stock connector': stock,
    }).map(([name, make]) => contestant(flink, name, make, input)),
  );

async function contestant(flink: EmbeddedFlink, name: string, make: ByHand, input: string): Promise<Contestant> {
  const bundle = make(input, '/nowhere');
  const answer = await flink.plan(bundle);
  if ('errors' in answer) throw new Error(`${name}: ${answer.errors.map(({ message }) => message).join('; ')}`);
  const bind = (from: string, directory: string): Bindings =>
    Object.fromEntries(
      make(from, directory).statements.flatMap((statement) =>
        statement.kind === 'table' ? [[statement.name, statement.options]] : [],
      ),
    );
  return { name, bundle, plan: answer.plan, bind, outputs: { raw: 'raw', windows: 'titles' } };
}

/** All lines an output wrote: one file a subtask, or a folder of part files. */
export function linesOf(directory: string, output: string): string[] {
  const files = readdirSync(directory)
    .filter((file) => file === output || (file.startsWith(`${output}.`) && file.endsWith('.jsonl')))
    .map((file) => join(directory, file))
    .flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((part) => join(path, part)) : [path]));
  return files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean));
}
