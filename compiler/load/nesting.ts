/** How deep an author's text is nested. All phases walk it by recursion, which has an end. */
import type { ts } from 'ts-morph';

/** Far beyond what a person writes: `a + b + c + …` nests once for every operator. */
export const MOST_NESTED = 1_000;

/** Nodes of one kind in one another. */
interface Run {
  readonly from: ts.Node;
  readonly length: number;
}

interface Visit {
  readonly node: ts.Node;
  readonly depth: number;
  /** The run that the node is the last of, and the longest on the way to it. */
  readonly run: Run;
  readonly longest: Run;
}

/** Where the longest chain of nodes of one kind begins on the way to one that is too deep; null when none is. */
export function nestedTooDeeply(file: ts.SourceFile): ts.Node | null {
  const start: Run = { from: file, length: 1 };
  const waiting: Visit[] = [{ node: file, depth: 0, run: start, longest: start }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, run: above, longest } = next;
    if (depth > MOST_NESTED) return longest.from;
    node.forEachChild((child) => {
      const run = child.kind === node.kind ? { ...above, length: above.length + 1 } : { from: child, length: 1 };
      waiting.push({ node: child, depth: depth + 1, run, longest: run.length > longest.length ? run : longest });
    });
  }
  return null;
}
