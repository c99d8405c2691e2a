/** The stages a node of the plan names: in its counting functions' literals, or as the table it reads or writes. */
import { at, isRecord, kindOf, type PlanNode } from './compiled-plan.js';

export interface Marker {
  /** Such as `PIPECTL_ON_TIME`. */
  readonly function: string;
  /** What the function counts under; for a lookup its stage, in upper case. */
  readonly counted: string;
  /** What PIPECTL_PASSED counts; null for the others. */
  readonly term: string | null;
}

/** In the order in which they stand: what filters first, then what is computed. */
export function markersOf(node: PlanNode): readonly Marker[] {
  const found: Marker[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isRecord(value)) return;
    const name = nameOf(value);
    if (name !== null && name.startsWith(LOOKUP))
      found.push({ function: LOOKUP, counted: name.slice(LOOKUP.length), term: null });
    const [first, second] = Array.isArray(value['operands']) ? value['operands'] : [];
    if (name !== null && COUNTING.has(name) && isRecord(first) && typeof first['value'] === 'string') {
      found.push({ function: name, counted: first['value'], term: name === PASSED ? textOf(second) : null });
    }
    Object.values(value).forEach(visit);
  };
  visit(node['condition']);
  visit(node['projection']);
  return found;
}

const PASSED = 'PIPECTL_PASSED';
/** What the name of a lookup's function begins with; Flink does not keep the case of what follows. */
const LOOKUP = 'LOOKUP.';

const textOf = (literal: unknown): string | null => {
  const value = at(literal, 'value');
  return typeof value === 'string' ? value : null;
};

const COUNTING: ReadonlySet<string> = new Set([
  'PIPECTL_ACCEPTED',
  'PIPECTL_FAULTY',
  'PIPECTL_FILTER',
  'PIPECTL_LATE',
  'PIPECTL_ON_TIME',
  PASSED,
  'PIPECTL_WHOLE_WINDOW',
]);

const nameOf = (call: Readonly<Record<string, unknown>>): string | null =>
  typeof call['systemName'] === 'string' ? call['systemName'].toUpperCase() : null;

/** The table's own name, for a scan or a sink. */
export function tableOf(node: PlanNode): string | null {
  const table = kindOf(node) === 'sink' ? at(node, 'dynamicTableSink', 'table') : at(node, 'scanTableSource', 'table');
  const identifier = at(table, 'identifier');
  if (typeof identifier !== 'string') return null;
  const [, quoted] = /\.`((?:[^`]|``)*)`$/.exec(identifier) ?? [];
  return quoted?.replaceAll('``', '`') ?? null;
}
