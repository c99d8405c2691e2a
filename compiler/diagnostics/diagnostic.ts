import type { Span } from '../ir/span.js';
import { catalog, type DiagnosticName, type Params } from './catalog/index.js';
import type { Code, Severity, TypeScriptCode } from './define.js';

/** Something the author should know, as data; `render.ts` turns it into text. */
export interface Diagnostic {
  readonly code: Code | TypeScriptCode;
  readonly name: DiagnosticName | 'typescript';
  readonly severity: Severity;
  /** Null when there is no place in a source file to point at. */
  readonly span: Span | null;
  /** Further places, where two disagree. */
  readonly related: readonly { readonly span: Span; readonly message: string }[];
  readonly message: string;
  readonly cause: string;
  readonly hint: string;
}

export type Report = <N extends DiagnosticName>(
  name: N,
  span: Span | null,
  params: Params<N>,
  related?: Diagnostic['related'],
) => void;

export function diagnostic<N extends DiagnosticName>(
  name: N,
  span: Span | null,
  params: Params<N>,
  related: Diagnostic['related'] = [],
): Diagnostic {
  const { code, severity, text } = catalog[name];
  // The catalog's entries differ in their parameters; `Params<N>` has just tied these to `name`.
  const { message, cause, hint } = (text as (params: Params<N>) => { message: string; cause: string; hint: string })(
    params,
  );
  return { code, name, severity, span, related, message, cause, hint };
}

/** A list that fills as a phase reports. */
export function collector(): { readonly found: Diagnostic[]; readonly report: Report } {
  const found: Diagnostic[] = [];
  return { found, report: (name, span, params, related) => void found.push(diagnostic(name, span, params, related)) };
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** What every phase returns: a value when there is no error, and everything it had to say. */
export interface Phase<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}
