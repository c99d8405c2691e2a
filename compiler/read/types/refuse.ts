import type { DiagnosticName, Params } from '../../diagnostics/catalog/index.js';
import type { At, TypeReading } from './reading.js';

/** Reports at the field and gives null, for `return refuse(…)`. */
export function refuse<N extends DiagnosticName>(
  { report }: TypeReading,
  { path, span }: At,
  name: N,
  params: Omit<Params<N>, 'path'>,
): null {
  report(name, span, { path, ...params } as unknown as Params<N>);
  return null;
}
