/** Compiles a pipeline of the tests with Flink's planner, and says what is wrong with it in the words users would see. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, type Compiled } from '../../compiler/compile.js';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { render } from '../../compiler/diagnostics/render.js';
import { embeddedFlink, type EmbeddedFlink } from '../../local/embedded-flink.js';

/** The repository: this file is dist/test/support/compile-case.js in it. */
export const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

let flink: Promise<EmbeddedFlink> | undefined;
export const sharedFlink = (): Promise<EmbeddedFlink> => (flink ??= embeddedFlink());

/** Another one for all that follows. */
export function shareFlink(other: Promise<EmbeddedFlink>): void {
  flink = other;
}

export interface CaseOptions {
  /** Stop before Flink's planner; default false. */
  readonly withoutPlanner?: boolean;
}

export async function compileEntry(
  entry: string,
  { withoutPlanner = false }: CaseOptions = {},
): Promise<{ readonly compiled: Compiled | null; readonly diagnostics: readonly Diagnostic[] }> {
  const planner = withoutPlanner ? null : await sharedFlink();
  const { value, diagnostics } = await compile({ entry, planner: planner && ((bundle) => planner.plan(bundle)) });
  return { compiled: value, diagnostics };
}

/** Compiles what must compile; throws with everything the compiler said otherwise. */
export async function compiledCase(entry: string, options: CaseOptions = {}): Promise<Compiled> {
  const { compiled, diagnostics } = await compileEntry(entry, options);
  if (!compiled) throw new Error(rendered(diagnostics));
  return compiled;
}

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** As a user sees them, with paths relative to the repository or another folder. */
export const rendered = (diagnostics: readonly Diagnostic[], base = repository): string =>
  diagnostics.map((diagnostic) => render(diagnostic, { base, read: readText })).join('\n\n');

/** A path under `test/`, in the sources rather than in dist. */
export const testSources = (...path: string[]): string => join(repository, 'test', ...path);
