/** A diagnostic as people read it: code, place, excerpt with carets, cause, hint. */
import { relative } from 'node:path';
import type { Span } from '../ir/span.js';
import type { Diagnostic } from './diagnostic.js';

export interface RenderOptions {
  /** Text of a file, or null when it is gone. */
  readonly read: (file: string) => string | null;
  /** Paths are printed relative to this folder. */
  readonly base: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Line and column from 1, and the line's text. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', offset);
  return {
    line: before.split('\n').length,
    column: offset - start + 1,
    text: text.slice(start, end === -1 ? undefined : end).replace(/\r$/, ''),
  };
}

/** What they point at is not to be read in a log either. */
const CONCEALED: readonly Diagnostic['name'][] = ['secretInBundle'];

function excerpt(span: Span, { read, base }: RenderOptions, note: string, concealed = false): string[] {
  const text = read(span.file);
  const path = relative(base, span.file) || span.file;
  if (text === null) return [` --> ${path}`];
  const { line, column, text: source } = positionOf(text, span.start);
  const gutter = ' '.repeat(String(line).length);
  const width = Math.max(1, Math.min(span.end - span.start, source.length - column + 1));
  // Tabs keep their width, so that the carets stand under what they mark.
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const marked = source.slice(column - 1, column - 1 + width);
  const shown = concealed ? source.replace(marked, '*'.repeat(marked.length)) : source;
  return [
    `${gutter}--> ${path}:${line}:${column}`,
    `${gutter} |`,
    `${line} | ${shown}`,
    `${gutter} | ${indent}${'^'.repeat(width)}${note && ` ${note}`}`,
  ];
}

const labelled = (label: string, text: string): string[] =>
  text === ''
    ? []
    : text.split('\n').map((line, i) => `  ${i === 0 ? `= ${label}:` : ' '.repeat(label.length + 3)} ${line}`);

export function render(diagnostic: Diagnostic, options: RenderOptions): string {
  const { severity, code, message, span, related, cause, hint, name } = diagnostic;
  return [
    `${severity} ${code}: ${message}`,
    ...(span ? excerpt(span, options, '', CONCEALED.includes(name)) : []),
    ...related.flatMap((other) => excerpt(other.span, options, other.message)),
    ...labelled('cause', cause),
    ...labelled('hint', hint),
    ...(name === 'typescript' ? [] : labelled('more', `pipectl explain ${code}`)),
  ].join('\n');
}
