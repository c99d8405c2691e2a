/** Arithmetic and comparison of bigints whose results fit 64 bits; guards in front of what would throw. */
import { BIGINTS, SMALL_BIGINTS, type Picker } from '../values.js';

export interface Row {
  id: string;
  at: Date;
  a: bigint;
  b: bigint;
  wide: bigint;
  other: bigint;
  maybe?: bigint;
}

export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  a: pick.one(SMALL_BIGINTS),
  b: pick.one(SMALL_BIGINTS),
  wide: pick.one(BIGINTS),
  other: pick.one(BIGINTS),
  ...(pick.chance(0.6) && { maybe: pick.one(SMALL_BIGINTS) }),
});

const factor = 3n;
const least = -(2n ** 63n);

export const cases = {
  itself: (e: Row) => e.wide,
  constant: () => 2n ** 62n,
  constantLeast: () => least,
  add: (e: Row) => e.a + e.b,
  subtract: (e: Row) => e.a - e.b,
  multiply: (e: Row) => e.a * e.b,
  negate: (e: Row) => -e.a,
  captured: (e: Row) => e.a * factor + 1n,
  divideGuarded: (e: Row) => (e.b === 0n ? 0n : e.a / e.b),
  remainderGuarded: (e: Row) => (e.b === 0n ? 0n : e.a % e.b),
  guardAnd: (e: Row) => e.b !== 0n && e.a / e.b > 1n,
  guardOr: (e: Row) => e.b === 0n || e.a / e.b > 1n,
  guardNot: (e: Row) => !(e.b !== 0n && e.a % e.b === 0n),
  guardDeep: (e: Row) => e.b !== 0n && e.a !== 0n && e.a / e.b + e.b / e.a >= 0n,
  guardTernary: (e: Row) => (e.b !== 0n ? e.a / e.b === 2n : false),
  guardTernaryNot: (e: Row) => !(e.b !== 0n ? e.a / e.b === 2n : false),
  guardOrElse: (e: Row) => (e.b !== 0n && e.a / e.b > 1n) || e.a > 3n,
  guardReturn: (e: Row) => {
    if (e.b === 0n) return -1n;
    const quotient = e.a / e.b;
    return quotient > 10n ? quotient : quotient * 2n;
  },
  guardCoalesce: (e: Row) => e.maybe ?? (e.b === 0n ? 5n : e.a / e.b),
  guardOverflow: (e: Row) => (e.wide < 1_000_000n && e.wide > -1_000_000n ? e.wide * e.wide : 0n),
  less: (e: Row) => e.wide < e.other,
  lessOrEqual: (e: Row) => e.wide <= e.other,
  greater: (e: Row) => e.wide > e.other,
  greaterOrEqual: (e: Row) => e.wide >= e.other,
  notLess: (e: Row) => !(e.wide < e.other),
  equal: (e: Row) => e.wide === e.other,
  unequal: (e: Row) => e.wide !== e.other,
  belowNumber: (e: Row) => e.wide < 10,
  aboveLargeNumber: (e: Row) => e.wide > 9007199254740992,
  numberBelow: (e: Row) => 3 <= e.wide,
  belowLeast: (e: Row) => e.wide > least,
  oneOf: (e: Row) => [0n, 3n, -(2n ** 63n)].includes(e.wide),
  text: (e: Row) => `${e.wide}`,
  plusText: (e: Row) => e.wide + '!',
  toStringOf: (e: Row) => e.wide.toString(),
  choose: (e: Row) => (e.a > e.b ? e.a : 7n),
  chooseConstants: (e: Row) => (e.a > e.b ? 1n : 2n),
  maybeOr: (e: Row) => e.maybe ?? 4n,
  maybeEquals: (e: Row) => e.maybe === 1n,
  maybeText: (e: Row) => `${e.maybe}`,
};
