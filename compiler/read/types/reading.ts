/** What every part of the reading of types is given, and how it says no. */
import type { ts } from 'ts-morph';
import type { Report } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../ir/span.js';

export interface TypeReading {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly report: Report;
  /** The call that names the type; properties are resolved as seen from it. */
  readonly call: ts.Node;
}

/** Where a type stands. */
export interface At {
  /** From the row type's name: `Playback.tags[]`. */
  readonly path: string;
  /** Of the declaration, or of what is around it when that is in no file of the author's. */
  readonly span: Span;
  /** The object types around it, outermost first. */
  readonly within: readonly ts.Type[];
}

export const spanOfNode = (node: ts.Node): Span => {
  const file = node.getSourceFile();
  return { file: file.fileName, start: node.getStart(file), end: node.end };
};
