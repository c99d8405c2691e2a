/** Reads what a run wrote and holds it against what the oracle expects. */
import { readFileSync } from 'node:fs';

export type JsonRow = Readonly<Record<string, unknown>>;

export const readRows = (file: string): JsonRow[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonRow);

/** As a run writes values: bigint as an integer, times as ISO text. */
export const asWritten = (row: Readonly<Record<string, unknown>>): JsonRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );

/** Differences in words, at most ten; `approximate` columns agree to 1e-9, all others exactly. */
export function differences(
  actual: readonly JsonRow[],
  expected: readonly JsonRow[],
  { key, approximate }: { key: readonly string[]; approximate: readonly string[] },
): string[] {
  const id = (row: JsonRow): string => key.map((name) => JSON.stringify(row[name])).join(' ');
  const found: string[] = [];
  const byId = new Map<string, JsonRow>();
  for (const row of actual) {
    if (byId.has(id(row))) found.push(`twice: ${id(row)}`);
    byId.set(id(row), row);
  }
  for (const row of expected) {
    const other = byId.get(id(row));
    byId.delete(id(row));
    if (other === undefined) found.push(`missing: ${JSON.stringify(row)}`);
    else if (!sameRow(other, row, approximate)) found.push(`${JSON.stringify(other)} is not ${JSON.stringify(row)}`);
  }
  for (const row of byId.values()) found.push(`unexpected: ${JSON.stringify(row)}`);
  return found.slice(0, 10);
}

function sameRow(a: JsonRow, b: JsonRow, approximate: readonly string[]): boolean {
  if (Object.keys(a).sort().join() !== Object.keys(b).sort().join()) return false;
  return Object.entries(a).every(([name, value]) => {
    const other = b[name];
    if (approximate.includes(name) && typeof value === 'number' && typeof other === 'number') {
      return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other));
    }
    return value === other;
  });
}
