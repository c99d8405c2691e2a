/** One message of the catalog: a stable code, a severity and the text made from typed parameters. */

export type Severity = 'error' | 'warning';
export type Code = `PC${number}`;
/** TypeScript's own errors keep their own numbers. */
export type TypeScriptCode = `TS${number}`;

export interface Text {
  /** What, in one line, with the author's names in quotes. Present tense, no "you", no "please", no blame. */
  readonly message: string;
  /** Why Flink, MSF or JavaScript cares. */
  readonly cause: string;
  /** The edit to make, an imperative with code in it. */
  readonly hint: string;
}

export interface Definition<P> {
  readonly code: Code;
  readonly severity: Severity;
  readonly text: (params: P) => Text;
}

export const define = <P>(code: Code, severity: Severity, text: (params: P) => Text): Definition<P> => ({
  code,
  severity,
  text,
});
