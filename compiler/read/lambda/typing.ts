/** What would make TypeScript's word worthless inside a lambda: `any`, and comments that silence it. */
import { ts } from 'ts-morph';
import type { Reader } from './reader.js';
import type { FunctionNode } from './value.js';

/** False when something was reported. */
export function checkTyping(fn: FunctionNode, checker: ts.TypeChecker, reader: Reader): boolean {
  const typed = findAny(fn, checker, reader);
  return !findDirectives(fn, reader) && typed;
}

function findAny(fn: FunctionNode, checker: ts.TypeChecker, reader: Reader): boolean {
  let isTyped = true;
  const isAny = (node: ts.Node): boolean => (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0;
  const report = (node: ts.Node, text: string): void => {
    reader.report('anyInLambda', node, { text });
    isTyped = false;
  };
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) return report(node, node.parent.getText());
    if (isValue(node) && isAny(node)) {
      const origin = originOf(node, isAny);
      return report(origin, origin.getText());
    }
    ts.forEachChild(node, visit);
  };
  fn.parameters.forEach(visit);
  if (fn.type) visit(fn.type);
  if (fn.body) visit(fn.body);
  return isTyped;
}

/** What is any first: a property of something that is any is any as well. */
function originOf(node: ts.Expression, isAny: (node: ts.Node) => boolean): ts.Expression {
  const isPart = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
  return isPart && isAny(node.expression) ? originOf(node.expression, isAny) : node;
}

/** Names of properties and types have no value of their own. */
function isValue(node: ts.Node): node is ts.Expression {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node))
    return true;
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  return !(
    ts.isPropertyAccessExpression(parent) ||
    ts.isTypeNode(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isTypeElement(parent) ||
    ts.isBindingElement(parent) ||
    ts.isQualifiedName(parent)
  );
}

interface Directive {
  readonly range: ts.TextRange;
}

/** `@ts-ignore` and `@ts-expect-error` act on the line below them. */
function findDirectives(fn: FunctionNode, reader: Reader): boolean {
  const source = fn.getSourceFile();
  const { commentDirectives } = source as { commentDirectives?: readonly Directive[] };
  const lineOf = (offset: number): number => source.getLineAndCharacterOfPosition(offset).line;
  const [first, last] = [lineOf(fn.getStart()), lineOf(fn.getEnd())];
  const acting = (commentDirectives ?? []).find(({ range }) => {
    const line = lineOf(range.end);
    return line >= first - 1 && line < last;
  });
  if (!acting) return false;
  const text = source.text.slice(acting.range.pos, acting.range.end);
  reader.report('suppressedErrors', fn, { directive: /@ts-\S+/.exec(text)?.[0] ?? '@ts-ignore' });
  return true;
}
