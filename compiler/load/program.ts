/** What `load` gives to the phases that know TypeScript, and how a place in it is named before and after evaluation. */
import { ts } from 'ts-morph';

export interface Program {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Absolute path of the pipeline's file. */
  readonly entry: string;
  /** Folder of the nearest package.json or tsconfig.json, else the entry's. */
  readonly base: string;
  /** The author's own files: neither declarations nor packages. In the order TypeScript loaded them. */
  readonly files: readonly ts.SourceFile[];
  /** What each import of an author's file resolved to: file → specifier → absolute path. */
  readonly resolutions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Where a call is said to stand. Calls of one chain all begin at the same character, so a method call stands at its
 * method's name, a call of a call at its parenthesis, and any other call at its first character.
 */
export function callStart(call: ts.CallExpression, file: ts.SourceFile): number {
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.getStart(file);
  if (ts.isIdentifier(expression)) return expression.getStart(file);
  return file.text.indexOf('(', call.typeArguments?.end ?? expression.end);
}
