/** The filter of GetPartitions: `dt = '2026-11-21' AND kind = 'play'`. Other expressions of Glue are refused, not guessed. */
import { invalid, type Column, type Partition } from './catalog.js';

const TERM = /^\s*(?:"([^"]+)"|`([^`]+)`|(\w+))\s*=\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?))\s*/;

export function partitionFilter(expression: string, keys: readonly Column[]): (partition: Partition) => boolean {
  const wanted: [index: number, value: string][] = [];
  for (let rest = expression; rest.trim() !== '';) {
    const term = TERM.exec(rest);
    if (!term) throw unsupported(expression);
    const name = (term[1] ?? term[2] ?? term[3] ?? '').toLowerCase();
    const index = keys.findIndex((key) => key.Name.toLowerCase() === name);
    if (index < 0) throw invalid(`Unknown partition key in expression: ${name}`);
    wanted.push([index, term[4]?.replace(/''/g, "'") ?? term[5] ?? '']);
    rest = rest.slice(term[0].length);
    const and = /^and\b/i.exec(rest);
    if (!and && rest !== '') throw unsupported(expression);
    rest = rest.slice(and?.[0].length ?? 0);
  }
  return ({ Values }) => wanted.every(([index, value]) => Values[index] === value);
}

const unsupported = (expression: string): Error =>
  invalid(`The local Glue reads only key = 'value', joined by AND; it can't read: ${expression}`);
