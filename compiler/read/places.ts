/** Sites of the graph → calls and spans in the author's files. */
import { ts } from 'ts-morph';
import type { Site } from '../ir/graph.js';
import type { Span } from '../ir/span.js';
import { callStart, type Program } from '../load/program.js';

export interface Places {
  /** The call that stands at a site; null when there is none. */
  readonly call: (site: Site | null) => ts.CallExpression | null;
  /** From the method's or function's name to the closing parenthesis; the fallback where nothing was recorded. */
  readonly span: (site: Site | null, fallback: Span) => Span;
}

export function placesOf({ program }: Program): Places {
  const calls = new Map<string, Map<number, ts.CallExpression>>();
  const callsOf = (fileName: string): Map<number, ts.CallExpression> => {
    const known = calls.get(fileName);
    if (known) return known;
    const file = program.getSourceFile(fileName);
    const found = file ? callsIn(file) : new Map<number, ts.CallExpression>();
    calls.set(fileName, found);
    return found;
  };
  const call: Places['call'] = (site) => (site && callsOf(site.file).get(site.start)) ?? null;
  const span: Places['span'] = (site, fallback) => {
    const found = call(site);
    return found && site ? { file: site.file, start: site.start, end: found.end } : fallback;
  };
  return { call, span };
}

function callsIn(file: ts.SourceFile): Map<number, ts.CallExpression> {
  const found = new Map<number, ts.CallExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.set(callStart(node, file), node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
