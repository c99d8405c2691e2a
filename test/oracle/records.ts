/** A playback file as the contract of its source sees it, line by line: accepted records and broken ones. */
import { readFileSync } from 'node:fs';

export interface Playback {
  readonly eventId: string;
  readonly userId: string;
  readonly titleId: string;
  readonly kind: string;
  readonly device: string | null;
  readonly watchedSeconds: number;
  readonly position: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Accepted {
  readonly line: number;
  readonly bytes: Buffer;
  readonly record: Playback;
}

export interface Broken {
  readonly line: number;
  readonly bytes: Buffer;
  readonly reason: 'undecodable' | 'invalid';
}

export interface Records {
  readonly accepted: Accepted[];
  readonly broken: Broken[];
  readonly read: number;
}

/** `strict` adds what the demo's contract lacks: `position` is an Int, and no watched time is negative. */
export const readPlayback = (file: string, strict: boolean): Records =>
  readRecords(linesOf(readFileSync(file)), { strict, latest: LATEST });

/** The same for records that came in any way; none is from after `latest`. */
export function readRecords(
  records: Iterable<Buffer>,
  { strict, latest }: { strict: boolean; latest: number },
): Records {
  const accepted: Accepted[] = [];
  const broken: Broken[] = [];
  let line = 0;
  for (const bytes of records) {
    line++;
    const decoded = decode(bytes);
    const record = decoded === null ? null : contract(decoded, strict, latest);
    if (record !== null) accepted.push({ line, bytes, record });
    else broken.push({ line, bytes, reason: decoded === null ? 'undecodable' : 'invalid' });
  }
  return { accepted, broken, read: line };
}

function* linesOf(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length;) {
    const found = content.indexOf(10, start);
    const end = found === -1 ? content.length : found;
    yield content.subarray(start, end);
    start = end + 1;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const KINDS = ['play', 'pause', 'seek', 'stop', 'search'];
const EARLIEST = Date.UTC(2000, 0, 1);
/** A file says nothing of arrival, so the bound is fixed. */
const LATEST = Date.UTC(2100, 0, 1);

function contract(value: Record<string, unknown>, strict: boolean, latest: number): Playback | null {
  const { eventId, userId, titleId, kind, device = null, watchedSeconds, position, at } = value;
  if (typeof eventId !== 'string' || typeof userId !== 'string' || typeof titleId !== 'string') return null;
  if (typeof kind !== 'string' || !KINDS.includes(kind)) return null;
  if (device !== null && typeof device !== 'string') return null;
  if (typeof watchedSeconds !== 'number' || typeof at !== 'string') return null;
  const time = isoTime(at);
  if (strict && !isInt32(position)) return null;
  if (time === null || time < EARLIEST || time > latest) return null;
  if (strict && !(watchedSeconds >= 0)) return null;
  return { eventId, userId, titleId, kind, device, watchedSeconds, position: Number(position), at: time };
}

const isInt32 = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Only ISO-8601 with an offset, and only days that exist. */
function isoTime(text: string): number | null {
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (year === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
