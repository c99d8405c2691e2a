/** Rows in columns, numbers to the right, for a terminal of fixed-width letters. */
export type Cell = string | number;

const thousands = (value: number): string => value.toLocaleString('en-US');

/** The first row is the heading. An empty cell stays empty. */
export function table(rows: readonly (readonly Cell[])[]): string {
  const text = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? thousands(cell) : cell)));
  const widths: number[] = [];
  for (const row of text) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const isNumber = (column: number): boolean => rows.slice(1).some((row) => typeof row[column] === 'number');
  return text
    .map((row) =>
      row
        .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
