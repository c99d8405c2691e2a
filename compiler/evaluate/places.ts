/** A line of a stack → the expression or statement of the author's that stands there. */
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import type { Span } from '../ir/span.js';
import { callStart, type Program } from '../load/program.js';

/** Of the innermost frame in an author's file; null when none is. */
export function spanOfStack(stack: string, program: Program): Span | null {
  for (const line of stack.split('\n')) {
    const match = /((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (!match) continue;
    const [, path = '', row, column] = match;
    const name = path.startsWith('file://') ? fileURLToPath(path) : path;
    const file = program.files.find(({ fileName }) => fileName === name);
    if (file) return spanAt(file, Number(row) - 1, Number(column) - 1);
  }
  return null;
}

function spanAt(file: ts.SourceFile, line: number, character: number): Span | null {
  const start = file.getLineStarts()[line];
  if (start === undefined) return null;
  const offset = start + character;
  const around = nodesAround(file, offset);
  const call = around.find((node) => ts.isCallExpression(node) && callStart(node, file) === offset);
  if (call && ts.isCallExpression(call)) return { file: file.fileName, start: offset, end: call.end };
  const told = around.find(
    (node) =>
      ts.isThrowStatement(node) ||
      ts.isNewExpression(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isStatement(node),
  );
  return told ? { file: file.fileName, start: told.getStart(file), end: told.end } : null;
}

/** Innermost first. */
function nodesAround(file: ts.SourceFile, offset: number): ts.Node[] {
  const around: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (offset < node.getStart(file) || offset >= node.end) return;
    around.unshift(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return around;
}
