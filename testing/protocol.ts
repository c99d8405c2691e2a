/** What the tests and the compile service say to each other, as JSON. */
import type { Graph } from '../compiler/ir/graph.js';
import type { Field } from '../compiler/ir/types.js';

export interface GoldenQuestion {
  readonly graph: Graph;
}

/** `problem` is rendered diagnostics; warnings do not stop a test. */
export type GoldenAnswer = { readonly files: Readonly<Record<string, string>> } | { readonly problem: string };

export interface RunQuestion {
  readonly graph: Graph;
  /** By source: the file's bytes in base64. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly parallelism: number;
}

export interface OutputAnswer {
  readonly name: string;
  readonly schema: readonly Field[];
  /** JSON lines as the run wrote them. */
  readonly rows: string;
  /** Changes, for an output fed by a Table. */
  readonly changelog: string | null;
}

export interface RunAnswerOk {
  readonly outputs: readonly OutputAnswer[];
  readonly deadLetters: string;
  readonly ledger: unknown;
}

export type RunAnswer = RunAnswerOk | { readonly problem: string };
