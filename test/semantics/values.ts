/** Values at which languages differ, and a seeded way to pick them. */

export interface Picker {
  /** From 0 up to, not including, `below`. */
  integer(below: number): number;
  one<T>(values: readonly T[]): T;
  chance(share: number): boolean;
}

/** The same seed gives the same picks (mulberry32). */
export function picker(seed: number): Picker {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    integer,
    one: (values) => {
      const value = values[integer(values.length)];
      if (value === undefined && values.length === 0) throw new Error('nothing to pick from');
      return value as (typeof values)[number];
    },
    chance: (share) => next() < share,
  };
}

/** Finite doubles: JSON holds no others. */
export const NUMBERS: readonly number[] = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  -3,
  7,
  10,
  0.1,
  0.2,
  0.3,
  -0.1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1e-7,
  1.5e-7,
  1e21,
  1e20,
  -1e21,
  123456789012345680000,
  1.005,
  4.35,
  100,
  1e300,
  -1e300,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  2 ** 31,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  2 ** 53,
  2 ** 53 - 1,
  2 ** 53 + 2,
  -(2 ** 53),
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  0.49999999999999994,
  4503599627370497,
  9007199254740993,
  1 / 3,
  2 / 3,
  Math.PI,
  1e16,
  123456.789,
  1e-5,
  1e-6,
  2e-7,
  999999999999999900000,
];

export const INTS: readonly number[] = [
  0, 1, -1, 2, 3, -3, 7, 10, 100, 2147483647, -2147483648, 2147483646, 65536, 46341, -46341,
];

export const BIGINTS: readonly bigint[] = [
  0n,
  1n,
  -1n,
  2n,
  3n,
  -3n,
  7n,
  10n,
  -10n,
  100n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 53n,
  2n ** 53n + 1n,
  -(2n ** 53n) - 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 62n,
  3037000499n,
  3037000500n,
];

/** Small enough that sums and products stay within 64 bits. */
export const SMALL_BIGINTS: readonly bigint[] = [
  0n,
  1n,
  -1n,
  2n,
  3n,
  -3n,
  7n,
  -7n,
  10n,
  100n,
  -100n,
  1_000_000_007n,
  -1_000_000_007n,
];

export const STRINGS: readonly string[] = [
  '',
  ' ',
  '  ',
  'a',
  'A',
  'ab',
  'abc',
  'ABC',
  'b',
  'play',
  'Play ',
  ' play',
  'play ',
  'stop',
  'null',
  'undefined',
  'NaN',
  '0',
  'a%b',
  'a_b',
  '%',
  '_',
  "it's",
  '"quoted"',
  'back\\slash',
  '`',
  '${x}',
  'line\nbreak',
  'tab\tbed',
  '\u0000',
  '\t\n\v\f\r \u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  '\ufeffx\u00a0',
  '\u200bzero width\u200b',
  '\u0085next line\u0085',
  '\u180e',
  'ß',
  'ẞ',
  'straße',
  'İstanbul',
  'ı',
  'I',
  'i̇',
  'Ǆ',
  'ǅ',
  'ŉ',
  'ﬁ',
  'ΑΣ',
  'Σ',
  'ΑΣΑ',
  'ας',
  'Α.Σ',
  'ΐ',
  'é',
  'e\u0301',
  '\u0301',
  '\ud83d\ude00',
  'a\ud83d\ude00b',
  '\ud83d\ude00\ud83d\ude01',
  '\ud801\udc00',
  '\ud801\udc28',
  '𐐀𐐨',
  '\ue000',
  '\uffff',
  '\u{10ffff}',
  '中文',
  'עברית',
  '👨‍👩‍👧',
  'ﷺ',
  'ᏸ',
  'ꭰ',
  'ა',
  'Ა',
  '\u{1e900}',
  '\u{1e922}',
  'x'.repeat(300),
  '😀'.repeat(40),
];

/** Milliseconds that a Date in a record may hold: years 0 to 9999. */
export const TIMES: readonly number[] = [
  0,
  1,
  -1,
  999,
  1000,
  -1000,
  86_399_999,
  86_400_000,
  -86_400_000,
  Date.UTC(2000, 0, 1),
  Date.UTC(2000, 1, 29, 23, 59, 59, 999),
  Date.UTC(1900, 1, 28),
  Date.UTC(2026, 11, 31, 23, 59, 59, 999),
  Date.UTC(2027, 0, 1),
  Date.UTC(2024, 1, 29, 12, 30, 15, 7),
  Date.UTC(9999, 11, 31, 23, 59, 59, 999),
  Date.parse('0001-01-01T00:00:00.000Z'),
  Date.parse('0001-01-01T00:00:00.001Z'),
  Date.parse('1582-10-15T00:00:00.000Z'),
  Date.parse('1582-10-04T00:00:00.000Z'),
  Date.parse('1969-12-31T23:59:59.999Z'),
  Date.parse('1883-11-18T12:03:58.000Z'),
  Date.UTC(2038, 0, 19, 3, 14, 8),
];

/** One of the awkward ones, or an ordinary one. */
export const aNumber = (pick: Picker): number =>
  pick.chance(0.7) ? pick.one(NUMBERS) : (pick.integer(2_000_001) - 1_000_000) / 10 ** pick.integer(9);
export const anInt = (pick: Picker): number => (pick.chance(0.7) ? pick.one(INTS) : pick.integer(2001) - 1000);
export const aString = (pick: Picker): string =>
  pick.chance(0.75) ? pick.one(STRINGS) : Array.from({ length: pick.integer(4) }, () => pick.one(STRINGS)).join('');
export const aDate = (pick: Picker): Date =>
  new Date(
    pick.chance(0.7)
      ? pick.one(TIMES)
      : Date.UTC(
          1900 + pick.integer(300),
          pick.integer(12),
          1 + pick.integer(28),
          pick.integer(24),
          pick.integer(60),
          pick.integer(60),
          pick.integer(1000),
        ),
  );
