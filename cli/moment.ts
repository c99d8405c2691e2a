/** A moment as people write it on a command line: `90m` and `2d` ago, a day, or a time with its offset. */
const AGO = /^(\d+)(s|m|h|d)$/;
const UNIT: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

export const MOMENT = 'a time such as 90m, 2d, 2026-01-31 or 2026-01-31T12:00:00Z';

/** Milliseconds since 1970; null when it is not a moment. A day is its beginning in UTC. */
export function moment(written: string, now: number): number | null {
  const [, count, unit = ''] = AGO.exec(written) ?? [];
  if (count !== undefined) return now - Number(count) * (UNIT[unit] ?? 0);
  if (!DAY.test(written) && !TIME.test(written)) return null;
  const day = Date.parse(written.slice(0, 10));
  // Of the 31st of a month that has none, JavaScript makes a day of the next one.
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(written.slice(0, 10))) return null;
  const time = Date.parse(written);
  return Number.isNaN(time) ? null : time;
}
