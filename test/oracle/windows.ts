/** Which window each row counts in, which rows are late, and when a session ends: straight from the definitions. */
import type { Accepted, Playback } from './records.js';

export interface Bounds {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export type WindowKind =
  | { readonly kind: 'tumble'; readonly size: number; readonly offset?: number }
  | { readonly kind: 'hop'; readonly size: number; readonly every: number; readonly offset?: number }
  | { readonly kind: 'cumulate'; readonly size: number; readonly step: number; readonly offset?: number }
  | { readonly kind: 'session'; readonly gap: number };

export interface Group extends Bounds {
  readonly key: string;
  /** In the order of arrival. */
  readonly rows: readonly Playback[];
}

export interface Windowed {
  readonly groups: readonly Group[];
  readonly late: readonly Accepted[];
  readonly counted: number;
  readonly missedWindows: number;
}

/** Every window that a row of this time belongs to. A session's is its own only. */
function windowsOf(window: WindowKind, at: number): Bounds[] {
  if (window.kind === 'session') return [{ start: at, end: at + window.gap }];
  const { size, offset = 0 } = window;
  const step = window.kind === 'tumble' ? size : window.kind === 'hop' ? window.every : window.step;
  const floor = (by: number): number => Math.floor((at - offset) / by) * by + offset;
  if (window.kind === 'cumulate') {
    const start = floor(size);
    return steps(floor(step) + step, start + size, step).map((end) => ({ start, end }));
  }
  return steps(floor(step) - size + step, floor(step), step).map((start) => ({ start, end: start + size }));
}

const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.round((to - from) / by) + 1 }, (_, i) => from + i * by);

/**
 * Rows of one file in the order of its lines. A window is closed when the watermark has reached its last millisecond;
 * the watermark is the greatest event time of any accepted record of the file so far, less `outOfOrder`.
 */
export function windowed(
  accepted: readonly Accepted[],
  {
    window,
    outOfOrder,
    where,
    key,
  }: { window: WindowKind; outOfOrder: number; where: (row: Playback) => boolean; key: (row: Playback) => string },
): Windowed {
  const late: Accepted[] = [];
  const open = new Map<string, { start: number; end: number; key: string; rows: Playback[] }>();
  const sessions = new Map<string, { start: number; end: number; key: string; rows: Playback[] }[]>();
  let watermark = -Infinity;
  let counted = 0;
  let missedWindows = 0;
  for (const item of accepted) {
    const { record } = item;
    if (where(record)) {
      const all = windowsOf(window, record.at);
      const still = all.filter(({ end }) => end - 1 > watermark);
      if (still.length === 0) late.push(item);
      else {
        counted++;
        missedWindows += all.length - still.length;
        const name = key(record);
        if (window.kind === 'session') joinSession(sessions, name, record, window.gap, watermark);
        else {
          for (const { start, end } of still) {
            const id = `${name}|${start}|${end}`;
            const group = open.get(id) ?? { start, end, key: name, rows: [] };
            group.rows.push(record);
            open.set(id, group);
          }
        }
      }
    }
    watermark = Math.max(watermark, record.at - outOfOrder);
  }
  return { groups: [...open.values(), ...[...sessions.values()].flat()], late, counted, missedWindows };
}

/** Sessions that overlap or touch become one, unless one of them has closed. */
function joinSession(
  sessions: Map<string, { start: number; end: number; key: string; rows: Playback[] }[]>,
  key: string,
  row: Playback,
  gap: number,
  watermark: number,
): void {
  const all = sessions.get(key) ?? [];
  const touches = ({ start, end }: Bounds): boolean => end - 1 > watermark && start <= row.at + gap && end >= row.at;
  const joined = all.filter(touches);
  const merged = {
    key,
    start: Math.min(row.at, ...joined.map(({ start }) => start)),
    end: Math.max(row.at + gap, ...joined.map(({ end }) => end)),
    rows: [...joined.flatMap(({ rows }) => rows), row],
  };
  sessions.set(key, [...all.filter((session) => !touches(session)), merged]);
}
