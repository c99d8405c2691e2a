/** A line of a stack → the expression or statement of the author's that stands there. */
import { pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import type { Span } from '../ir/span.js';
import { callStart, type Program } from '../load/program.js';

/** Of the innermost frame in an author's file; null when none is. */
export function spanOfStack(stack: string, program: Program): Span | null {
  const at = placeOfStack(stack, program);
  const node = at && expressionAt(at);
  return at && node ? { file: at.file.fileName, start: node.getStart(at.file), end: node.end } : null;
}

/** The same for a call that refuses its arguments: from the function's or method's name, as stages are shown. */
export function callSpanOfStack(stack: string, program: Program): Span | null {
  const at = placeOfStack(stack, program);
  const call = at && callAt(at);
  return at && call ? { file: at.file.fileName, start: at.offset, end: call.end } : spanOfStack(stack, program);
}

interface Place {
  readonly file: ts.SourceFile;
  readonly offset: number;
}

function placeOfStack(stack: string, program: Program): Place | null {
  for (const line of stack.split('\n')) {
    const match = /^(.*):(\d+):(\d+)\)?$/.exec(line.trim());
    const file = match?.[1] === undefined ? undefined : authorsFile(match[1], program);
    const start = file?.getLineStarts()[Number(match?.[2]) - 1];
    if (file && start !== undefined) return { file, offset: start + Number(match?.[3]) - 1 };
  }
  return null;
}

/** The file that a frame ends with, as a path or a URL; paths may hold spaces and parentheses as frames do. */
function authorsFile(frame: string, { files }: Program): ts.SourceFile | undefined {
  const named = files.filter(
    ({ fileName }) => frame.endsWith(fileName) || frame.endsWith(pathToFileURL(fileName).href),
  );
  return named.sort((a, b) => b.fileName.length - a.fileName.length)[0];
}

const callAt = ({ file, offset }: Place): ts.Node | undefined =>
  nodesAround(file, offset).find((node) => ts.isCallExpression(node) && callStart(node, file) === offset);

function expressionAt(place: Place): ts.Node | undefined {
  const told = callAt(place) ?? nodesAround(place.file, place.offset).find(isTelling);
  return told && ts.isThrowStatement(told.parent) ? told.parent : told;
}

const isTelling = (node: ts.Node): boolean =>
  ts.isNewExpression(node) ||
  ts.isPropertyAccessExpression(node) ||
  ts.isElementAccessExpression(node) ||
  ts.isStatement(node);

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
