/** Compiles a pipeline through every phase and runs it on the embedded Flink; gives what it wrote. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { compile, type Compiled } from '../../compiler/compile.js';
import { render } from '../../compiler/diagnostics/render.js';
import { embeddedFlink } from '../../local/embedded-flink.js';
import { runOnFiles } from '../../local/run-on-files.js';
import { wire } from './rows.js';
import type { Row } from './groups.js';

export interface Ran {
  readonly compiled: Compiled;
  /** The rows of each output. */
  readonly outputs: ReadonlyMap<string, readonly Row[]>;
  /** Lines that became dead letters. */
  readonly rejected: readonly string[];
}

/** @param text Gives the pipeline's text for a specifier of the folder `cases`. */
export async function inFlink(
  text: (cases: string) => string,
  inputs: Readonly<Record<string, readonly Row[]>>,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-semantics-'));
  try {
    const entry = join(folder, 'pipeline.ts');
    writeFileSync(entry, text(relative(folder, CASES)));
    const files: Record<string, string[]> = {};
    for (const [name, rows] of Object.entries(inputs)) {
      const file = join(folder, `${name}.jsonl`);
      writeFileSync(file, rows.map((row) => `${wire(row)}\n`).join(''));
      files[name] = [file];
    }
    const flink = await embeddedFlink();
    const { value, diagnostics } = await compile({ entry, planner: (bundle) => flink.plan(bundle) });
    if (!value) throw new Error(diagnostics.map((found) => render(found, { base: folder, read })).join('\n\n'));
    const out = join(folder, 'out');
    mkdirSync(out);
    const report = await runOnFiles({ flink, bundle: value.bundle, plan: value.plan, inputs: files, out });
    const outputs = new Map(
      report.outputs.map(({ output, file }) => [
        output,
        linesOf(join(out, file)).map((line) => JSON.parse(line) as Row),
      ]),
    );
    return {
      compiled: value,
      outputs,
      rejected: report.deadLetters ? linesOf(join(out, report.deadLetters.file)) : [],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sources, not what `tsc` made of them. */
export const CASES = new URL('./cases', import.meta.url).pathname.replace('/dist/', '/');

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
