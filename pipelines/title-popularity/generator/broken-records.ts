/** The twelve ways in which a playback record can be broken, each as an edit of a good one. */
import type { Random } from 'pipectl/testing';

/** A good record, every value already JSON. `device` is left out when the player did not say. */
export interface RecordParts {
  eventId: string;
  userId: string;
  titleId: string;
  kind: string;
  device?: string;
  watchedSeconds: string;
  /** Not in this pipeline's contract: other readers of the stream use it. */
  position: string;
  at: string;
}

export type BrokenKind = keyof typeof BROKEN;

type Edit = (record: RecordParts, random: Random) => string;

/** One character a byte (Latin-1), so that a record that is not UTF-8 can be said too. */
export function written(record: RecordParts): string {
  const device = record.device === undefined ? '' : `,"device":${record.device}`;
  return `{"eventId":${record.eventId},"userId":${record.userId},"titleId":${record.titleId},"kind":${record.kind}${device},"watchedSeconds":${record.watchedSeconds},"position":${record.position},"at":${record.at}}`;
}

const REQUIRED = ['eventId', 'userId', 'titleId', 'kind', 'watchedSeconds', 'at'] as const;

const but = (record: RecordParts, changes: Partial<RecordParts>): string => written({ ...record, ...changes });

function without(record: RecordParts, field: keyof RecordParts): string {
  const rest = Object.entries(record).filter(([name]) => name !== field);
  return `{${rest.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

function wrongType(record: RecordParts, random: Random): string {
  const field = random.pick(['eventId', 'userId', 'titleId', 'kind', 'device', 'watchedSeconds'] as const);
  const value =
    field === 'watchedSeconds'
      ? random.pick(['"12.5"', 'true', '[]', '{}'])
      : random.pick(['17', 'false', '["a"]', '{"id":1}']);
  return but(record, { [field]: value });
}

export const BROKEN = {
  /** The end is missing. */
  cut: (record, random) => {
    const text = written(record);
    return text.slice(0, 1 + random.below(text.length - 1));
  },
  'not-json': (record, random) =>
    random.pick([
      'GET /playback HTTP/1.1',
      '<playback/>',
      '{eventId: 1}',
      `eventId=${record.eventId}`,
      `${written(record)} trailing`,
      "{'kind':'play'}",
      'NaN',
    ]),
  'not-object': (record, random) => random.pick([`[${written(record)}]`, record.eventId, '42', 'true', 'null', '[]']),
  'bad-utf8': (record, random) =>
    but(record, {
      userId: `"user-${random.pick(['\xff', '\xc3', '\xc0\xaf', '\xed\xa0\x80', '\xf8\x88\x80\x80\x80'])}"`,
    }),
  missing: (record, random) => without(record, random.pick(REQUIRED)),
  null: (record, random) => but(record, { [random.pick(REQUIRED)]: 'null' }),
  'wrong-type': wrongType,
  'outside-union': (record, random) => but(record, { kind: random.pick(['"rewind"', '"Play"', '""', '"play "']) }),
  /** Where the contract has an `Int`. */
  'bad-int': (record, random) =>
    but(record, { position: random.pick(['1.5', '2147483648', '-2147483649', '1e10', '0.000001']) }),
  'bad-time': (record, random) =>
    but(record, {
      at: random.pick([
        '"yesterday"',
        '"2026-13-01T00:00:00Z"',
        '"2026-02-30T00:00:00Z"',
        '"2026-03-01T10:00:00"',
        '"2026-03-01"',
        '""',
        '"10:00Z"',
      ]),
    }),
  'absurd-time': (record, random) =>
    but(record, {
      at: random.pick([
        '"1970-01-01T00:00:00.000Z"',
        '"1999-12-31T23:59:59.999Z"',
        '"2100-01-01T00:00:01.000Z"',
        '"9999-12-31T23:59:59.999Z"',
      ]),
    }),
  /** Where the contract has the rule `watchedSeconds >= 0`. */
  'broken-rule': (record, random) => but(record, { watchedSeconds: random.pick(['-1', '-0.5', '-1e9']) }),
} as const satisfies Record<string, Edit>;

export const BROKEN_KINDS = Object.keys(BROKEN) as BrokenKind[];

const NOT_DECODED: readonly BrokenKind[] = ['cut', 'not-json', 'not-object', 'bad-utf8'];

/** What the dead letter of such a record says. */
export const reasonOf = (kind: BrokenKind): 'undecodable' | 'invalid' =>
  NOT_DECODED.includes(kind) ? 'undecodable' : 'invalid';

/** The kinds that this pipeline's own contract, without an `Int` and without rules, can notice. */
export const NOTICED_KINDS: readonly BrokenKind[] = BROKEN_KINDS.filter(
  (kind) => kind !== 'bad-int' && kind !== 'broken-rule',
);
