/** What crosses between the compiler and the process that runs the author's module. */
import type { Graph } from '../ir/graph.js';

/** Everything the child needs, so that it reads no TypeScript and knows no compiler. */
export interface Task {
  /** URL of the pipeline's file. */
  readonly entry: string;
  /** URL → JavaScript of every author's file. */
  readonly modules: Readonly<Record<string, string>>;
  /** URL of an importing module → specifier → URL of what TypeScript resolved it to. */
  readonly resolutions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Specifier → URL of our own modules. */
  readonly own: Readonly<Record<string, string>>;
}

export interface Thrown {
  /** `TypeError: x is not a function`, or the text of what was thrown. */
  readonly text: string;
  /** V8's stack, mapped to the author's lines. */
  readonly stack: string;
  /** Of a `DslError`. */
  readonly refused: { readonly message: string; readonly hint: string } | null;
}

export type Answer =
  | { readonly kind: 'graph'; readonly graph: Graph }
  | { readonly kind: 'threw'; readonly thrown: Thrown }
  | { readonly kind: 'rejected'; readonly thrown: Thrown }
  | { readonly kind: 'exited'; readonly code: number; readonly stack: string }
  | { readonly kind: 'no-default-export'; readonly exports: readonly string[] }
  | { readonly kind: 'not-a-pipeline'; readonly what: string }
  | { readonly kind: 'never-settles' };

/** A value read from outside the program while the module ran. */
export interface Changeable {
  readonly what: string;
  readonly stack: string;
}

export interface Report {
  readonly answer: Answer;
  readonly changeable: readonly Changeable[];
}
