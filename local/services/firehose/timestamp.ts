/** Timestamps and dates as the OpenX SerDe of Firehose takes them, written the way DuckDB reads them. */
import { ExactNumber } from './exact-json.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?Z?$/;
const SPACED = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?$/;
const EPOCH = /^-?\d{1,15}(?:\.\d+)?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** A number is of seconds up to here, of milliseconds from here on. */
const FIRST_MILLIS = 1e12;

/** Null when it is none of the forms that AWS documents; an offset other than Z is none of them. */
export function timestampText(value: unknown): string | null {
  if (typeof value === 'number') return ofEpoch(String(value));
  if (value instanceof ExactNumber) return ofEpoch(value.text);
  if (typeof value !== 'string') return null;
  const match = ISO.exec(value) ?? SPACED.exec(value);
  if (!match) return ofEpoch(value.trim());
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = match;
  const date = dateOf(year, month, day);
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  // Microseconds are what the file holds; more digits are cut, never rounded into the next second.
  return `${date} ${[hour, minute, second].map((each) => each.padStart(2, '0')).join(':')}${fraction.slice(0, 7)}`;
}

export function dateText(value: unknown): string | null {
  const [, year = '', month = '', day = ''] = (typeof value === 'string' && DATE.exec(value)) || [];
  return year === '' ? null : dateOf(year, month, day);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dateOf(year: string, month: string, day: string): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = m === 2 && isLeap ? 29 : (DAYS[m - 1] ?? 0);
  if (y < 1 || d < 1 || d > days) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function ofEpoch(text: string): string | null {
  if (!EPOCH.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const isMillis = Math.abs(Number(text)) >= FIRST_MILLIS;
  // Microseconds, in whole numbers: a double would blur them.
  const digits = isMillis ? 3 : 6;
  const size = BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0').slice(0, digits) || '0');
  const micros = text.startsWith('-') ? -size : size;
  const millis = micros / 1000n - (micros % 1000n < 0n ? 1n : 0n);
  const rest = micros - millis * 1000n;
  const time = new Date(Number(millis));
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 || time.getUTCFullYear() < 1) return null;
  return `${time.toISOString().replace('T', ' ').slice(0, -1)}${String(rest).padStart(3, '0')}`;
}
