/** A function called twice has its mistakes once. */
import type { Report } from '../../diagnostics/diagnostic.js';
import { spanOf, type Reader } from './reader.js';

const seen = new WeakMap<Report, Set<string>>();

export function reportOnce(report: Report): Reader['report'] {
  const known = seen.get(report) ?? new Set();
  seen.set(report, known);
  return (name, at, params) => {
    const span = spanOf(at);
    const key = `${name} ${span.file} ${span.start} ${span.end}`;
    if (!known.has(key)) report(name, span, params);
    known.add(key);
    return null;
  };
}
