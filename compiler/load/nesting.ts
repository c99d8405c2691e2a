/** How deep an author's text is nested. All phases walk it by recursion, which has an end. */
import type { ts } from 'ts-morph';

/** Far beyond what a person writes: `a + b + c + …` nests once for every operator. */
export const MOST_NESTED = 1_000;

/** Where nodes of one kind begin to stand in one another so deeply, or null. */
export function nestedTooDeeply(file: ts.SourceFile): ts.Node | null {
  const waiting: { node: ts.Node; depth: number; above: ts.Node; outermost: ts.Node }[] = [
    { node: file, depth: 0, above: file, outermost: file },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, above } = next;
    if (depth > MOST_NESTED) return next.outermost;
    const outermost = node.kind === above.kind ? next.outermost : node;
    node.forEachChild((child) => void waiting.push({ node: child, depth: depth + 1, above: node, outermost }));
  }
  return null;
}
