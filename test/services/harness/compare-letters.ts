/** Dead letters against those that the oracle expects: the same stages, reasons and bytes, each as often. */
import type { ExpectedLetter } from './expected.js';
import type { Letter } from './letters.js';

export function letterProblems(found: readonly Letter[], wanted: readonly ExpectedLetter[]): string[] {
  const counts = new Map<string, { stage: string; reason: string; difference: number }>();
  const add = (stage: string, reason: string, content: string, by: number): void => {
    const key = [stage, reason, content].join('\0');
    const entry = counts.get(key) ?? { stage, reason, difference: 0 };
    counts.set(key, { ...entry, difference: entry.difference + by });
  };
  for (const { stage, reason, record, encoding } of found) {
    // A letter of a row holds the row, which the oracle does not write out.
    add(stage, reason, reason === 'rejected' ? '' : Buffer.from(record, encoding).toString('latin1'), 1);
  }
  for (const { stage, reason, bytes } of wanted) add(stage, reason, bytes?.toString('latin1') ?? '', -1);
  return [...counts.values()]
    .filter(({ difference }) => difference !== 0)
    .map(({ stage, reason, difference: by }) =>
      by > 0 ? `${by} letters too many: '${reason}' of ${stage}` : `${-by} letters missing: '${reason}' of ${stage}`,
    )
    .slice(0, 10);
}
