/** Text put into a file without adding lines, and the way back from the result's places to the original's. */

export interface Insertion {
  /** Offset in the original. */
  readonly at: number;
  readonly text: string;
}

export interface Inserted {
  readonly text: string;
  /** Column in the original of a column (both from 0) in the same line of the result. */
  readonly originalColumn: (line: number, column: number) => number;
}

/** Insertions at one offset come out in the order given. */
export function insert(original: string, insertions: readonly Insertion[]): Inserted {
  const ordered = insertions.map((each, i) => ({ ...each, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  const lineStarts = [
    0,
    ...[...original.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((match) => match.index + match[0].length),
  ];
  const byLine = new Map<number, { column: number; length: number }[]>();
  let text = '';
  let from = 0;
  let line = 0;
  for (const { at, text: added } of ordered) {
    text += original.slice(from, at) + added;
    from = at;
    while ((lineStarts[line + 1] ?? Infinity) <= at) line++;
    const onLine = byLine.get(line) ?? [];
    onLine.push({ column: at - (lineStarts[line] ?? 0), length: added.length });
    byLine.set(line, onLine);
  }
  text += original.slice(from);
  const originalColumn = (line: number, column: number): number => {
    let shift = 0;
    for (const each of byLine.get(line) ?? []) {
      const start = each.column + shift;
      if (column < start) break;
      if (column < start + each.length) return each.column;
      shift += each.length;
    }
    return column - shift;
  };
  return { text, originalColumn };
}
