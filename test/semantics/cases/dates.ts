/** Dates: milliseconds in UTC. */
import { aDate, type Picker } from '../values.js';

export interface Row {
  id: string;
  at: Date;
  d: Date;
  e: Date;
  maybe?: Date;
}

export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  d: aDate(pick),
  e: aDate(pick),
  ...(pick.chance(0.6) && { maybe: aDate(pick) }),
});

const opening = new Date('2026-11-21T10:50:00.123Z');
const hour = 60 * 60 * 1000;

export const cases = {
  itself: (r: Row) => r.d,
  constant: () => opening,
  constantText: () => opening.toISOString(),
  made: () => new Date('2000-02-29'),
  getTime: (r: Row) => r.d.getTime(),
  toISOString: (r: Row) => r.d.toISOString(),
  year: (r: Row) => r.d.getUTCFullYear(),
  month: (r: Row) => r.d.getUTCMonth(),
  date: (r: Row) => r.d.getUTCDate(),
  day: (r: Row) => r.d.getUTCDay(),
  hours: (r: Row) => r.d.getUTCHours(),
  minutes: (r: Row) => r.d.getUTCMinutes(),
  seconds: (r: Row) => r.d.getUTCSeconds(),
  milliseconds: (r: Row) => r.d.getUTCMilliseconds(),
  between: (r: Row) => r.d.getTime() - r.e.getTime(),
  hoursBetween: (r: Row) => Math.floor((r.d.getTime() - opening.getTime()) / hour),
  isWeekend: (r: Row) => r.d.getUTCDay() === 0 || r.d.getUTCDay() === 6,
  same: (r: Row) => r.d.getTime() === r.e.getTime(),
  less: (r: Row) => r.d < r.e,
  lessOrEqual: (r: Row) => r.d <= r.e,
  greater: (r: Row) => r.d > r.e,
  greaterOrEqual: (r: Row) => r.d >= r.e,
  notLess: (r: Row) => !(r.d < r.e),
  sinceOpening: (r: Row) => r.d >= opening,
  day1: (r: Row) => `${r.d.toISOString()}|${r.d.getUTCFullYear()}`,
  choose: (r: Row) => (r.d < r.e ? r.d : r.e),
  chooseOpening: (r: Row) => (r.d < opening ? opening : r.d),
  maybeOr: (r: Row) => r.maybe ?? opening,
  maybeText: (r: Row) => r.maybe?.toISOString(),
  maybeTime: (r: Row) => r.maybe?.getTime() ?? -1,
  maybeHour: (r: Row) => (r.maybe == null ? -1 : r.maybe.getUTCHours()),
  maybeThere: (r: Row) => r.maybe !== undefined,
};
