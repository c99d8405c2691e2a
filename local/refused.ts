/** How this room says no: an error that carries diagnostics for the author. Any other error from here is a bug. */
import { diagnostic, type Diagnostic } from '../compiler/diagnostics/diagnostic.js';
import type { DiagnosticName, Params } from '../compiler/diagnostics/catalog/index.js';

export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message, hint }) => `${code}: ${message} (${hint})`).join('\n'));
  }
}

export const refusal = <N extends DiagnosticName>(name: N, params: Params<N>): Refused =>
  new Refused([diagnostic(name, null, params)]);
