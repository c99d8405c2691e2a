/** What each aggregate means, over the rows of one window in the order of arrival. */
import type { Playback } from './records.js';

type Of<T> = (row: Playback) => T;
type Cell = string | number | bigint | null;

const present = <T extends Cell>(rows: readonly Playback[], of: Of<T | null>): T[] =>
  rows.map(of).filter((value): value is T => value !== null);

export const count =
  (where: Of<boolean> = () => true) =>
  (rows: readonly Playback[]): bigint =>
    BigInt(rows.filter(where).length);

export const countDistinct =
  (of: Of<Cell>) =>
  (rows: readonly Playback[]): bigint =>
    BigInt(new Set(present(rows, of)).size);

export const sum =
  (of: Of<number | null>) =>
  (rows: readonly Playback[]): number | null => {
    const values = present(rows, of);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  };

export const avg =
  (of: Of<number | null>) =>
  (rows: readonly Playback[]): number | null => {
    const values = present(rows, of);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  };

const best =
  (better: (a: Cell, b: Cell) => boolean) =>
  (of: Of<Cell>) =>
  (rows: readonly Playback[]): Cell =>
    present<NonNullable<Cell>>(rows, of as Of<NonNullable<Cell> | null>).reduce<Cell>(
      (kept, value) => (kept === null || better(value, kept) ? value : kept),
      null,
    );

export const min = best((a, b) => a! < b!);
export const max = best((a, b) => a! > b!);

/** The value of the row with the earliest event time; of several, the one that arrived first. */
export const first =
  (of: Of<Cell>) =>
  (rows: readonly Playback[]): Cell => {
    const candidates = rows.filter((row) => of(row) !== null);
    const chosen = candidates.reduce<Playback | null>(
      (kept, row) => (kept === null || row.at < kept.at ? row : kept),
      null,
    );
    return chosen && of(chosen);
  };

/** The value of the row with the latest event time; of several, the one that arrived last. */
export const latest =
  (of: Of<Cell>) =>
  (rows: readonly Playback[]): Cell => {
    const candidates = rows.filter((row) => of(row) !== null);
    const chosen = candidates.reduce<Playback | null>(
      (kept, row) => (kept === null || row.at >= kept.at ? row : kept),
      null,
    );
    return chosen && of(chosen);
  };
