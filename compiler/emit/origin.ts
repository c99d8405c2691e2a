/** Where a statement comes from, as a file relative to the pipeline's package, so that no bundle holds a machine's paths. */
import { relative, sep } from 'node:path';
import type { Origin } from '../ir/bundle.js';
import type { Span } from '../ir/span.js';

export interface Places {
  /** Folder to which paths are relative. */
  readonly base: string;
  /** Text of a file, or null when it is gone. */
  readonly read: (file: string) => string | null;
}

export function originOf(span: Span, { base, read }: Places): Origin {
  const before = (read(span.file) ?? '').slice(0, span.start);
  return {
    file: relative(base, span.file).split(sep).join('/'),
    line: before.split('\n').length,
    column: span.start - (before.lastIndexOf('\n') + 1) + 1,
  };
}
