/** The syntax of a registered function, by the place of its first character. */
import { ts } from 'ts-morph';
import type { Site } from '../../ir/graph.js';
import type { FunctionNode } from './value.js';

export const isFunctionNode = (node: ts.Node): node is FunctionNode =>
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node);

export function findFunction(program: ts.Program, { file, start }: Site): FunctionNode {
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`the program has no file ${file}`);
  const search = (node: ts.Node): FunctionNode | undefined => {
    if (node.getEnd() <= start || node.getFullStart() > start) return undefined;
    if (isFunctionNode(node) && node.getStart(source) === start) return node;
    return ts.forEachChild(node, search);
  };
  const found = search(source);
  if (!found) throw new Error(`no function begins at ${file}#${start}`);
  return found;
}
