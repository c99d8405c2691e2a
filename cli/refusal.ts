/** How a command ends early for a reason that the user can mend. */
import { diagnostic, type Diagnostic } from '../compiler/diagnostics/diagnostic.js';
import type { DiagnosticName, Params } from '../compiler/diagnostics/catalog/index.js';
import { Refused } from '../local/refused.js';
import { exit, type ExitCode } from './exit.js';

/** Caught by `main`, which prints the diagnostics and exits. */
export class Refusal extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    readonly exitCode: ExitCode = exit.failed,
  ) {
    super(diagnostics.map(({ message }) => message).join('; '));
  }
}

/** A refusal with one diagnostic that has no place in a source file. */
export const refuse = <N extends DiagnosticName>(name: N, params: Params<N>, code?: ExitCode): Refusal =>
  new Refusal([diagnostic(name, null, params)], code);

/** What a refusal of any room has to say; null for anything else, which is a bug. */
export function diagnosticsOf(error: unknown): { diagnostics: readonly Diagnostic[]; exitCode: ExitCode } | null {
  if (error instanceof Refusal) return error;
  if (error instanceof Refused) return { diagnostics: error.diagnostics, exitCode: exit.failed };
  return null;
}
