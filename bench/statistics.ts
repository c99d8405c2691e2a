/** Medians and tables, as every benchmark reports them. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Stated as a sentence: `at least 0.97`, `under 2 s`. */
  readonly aim?: string;
  readonly spread?: readonly [number, number];
}

const shown = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);

export function report(title: string, figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, aim, spread }) => [
    name,
    `${shown(value)} ${unit}`,
    spread ? `${shown(spread[0])} … ${shown(spread[1])}` : '',
    aim ? `aim: ${aim}` : '',
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return [
    title,
    ...rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd()),
  ].join('\n');
}

export const spreadOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
