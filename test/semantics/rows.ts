/** Rows of a group: as Node's lambdas are given them, and as lines on the wire. */
import type { Group, Row } from './groups.js';
import { picker } from './values.js';

export function rowsOf(group: Group, seed: number, count: number): Row[] {
  const pick = picker(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: String(i),
    at: new Date(Date.UTC(2026, 10, 21) + i),
    ...group.generate(pick),
  }));
}

/** JSON with bigints as integers, −0 kept, and no key for what is undefined. */
export function wire(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Object.is(value, -0)) return '-0';
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(wire).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${wire(field)}`).join(',')}}`;
}

/** A result of Node in the form its column has in an output file, without what is missing. */
export function written(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const fields = Object.entries(value).map(([name, field]) => [name, written(field)] as const);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}
