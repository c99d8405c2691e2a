/** Numbers computed by an earlier stage, among them NaN, infinities and −0. */
import { aNumber, type Picker } from '../values.js';

export interface Row {
  id: string;
  at: Date;
  a: number;
  b: number;
  kindOfA: string;
  kindOfB: string;
}

const KINDS = ['plain', 'plain', 'NaN', 'Infinity', '-Infinity', '-0', 'zero'];
export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  a: aNumber(pick),
  b: aNumber(pick),
  kindOfA: pick.one(KINDS),
  kindOfB: pick.one(KINDS),
});

const special = (n: number, kind: string): number => {
  if (kind === 'NaN') return NaN;
  if (kind === 'Infinity') return Infinity;
  if (kind === '-Infinity') return -Infinity;
  if (kind === '-0') return -0;
  return kind === 'zero' ? 0 : n;
};

/** The stage in front of the cases. */
export const prepare = (e: Row) => ({
  id: e.id,
  x: special(e.a, e.kindOfA),
  y: special(e.b, e.kindOfB),
  tenth: 0.1,
  zero: 0,
  minusZero: -0,
  nan: NaN,
  quotient: e.a / e.b,
  again: e.a / e.b,
});
export type Prepared = ReturnType<typeof prepare>;

export const cases = {
  itself: (r: Prepared) => r.x,
  constants: (r: Prepared) => r.tenth + 0.2,
  constantsThrice: (r: Prepared) => r.tenth * 3,
  byZero: (r: Prepared) => r.x / r.zero,
  constantByZero: (r: Prepared) => 1 / r.zero,
  constantByMinusZero: (r: Prepared) => 1 / r.minusZero,
  constantEqualsNaN: (r: Prepared) => r.nan === r.nan,
  constantBelow: (r: Prepared) => r.tenth < 0.2,
  constantNotBelowNaN: (r: Prepared) => !(r.tenth < r.nan),
  sameQuotient: (r: Prepared) => r.quotient === r.again,
  otherQuotient: (r: Prepared) => r.quotient !== r.again,
  atMostAgain: (r: Prepared) => r.quotient <= r.again,
  atLeastAgain: (r: Prepared) => r.quotient >= r.again,
  add: (r: Prepared) => r.x + r.y,
  subtract: (r: Prepared) => r.x - r.y,
  multiply: (r: Prepared) => r.x * r.y,
  divide: (r: Prepared) => r.x / r.y,
  remainder: (r: Prepared) => r.x % r.y,
  negate: (r: Prepared) => -r.x,
  addZero: (r: Prepared) => r.x + 0,
  addMinusZero: (r: Prepared) => r.x + r.minusZero,
  floor: (r: Prepared) => Math.floor(r.x),
  ceil: (r: Prepared) => Math.ceil(r.x),
  abs: (r: Prepared) => Math.abs(r.x),
  min: (r: Prepared) => Math.min(r.x, r.y),
  max: (r: Prepared) => Math.max(r.x, r.y),
  minWithConstant: (r: Prepared) => Math.min(r.x, 1),
  maxWithZero: (r: Prepared) => Math.max(r.x, 0),
  less: (r: Prepared) => r.x < r.y,
  lessOrEqual: (r: Prepared) => r.x <= r.y,
  greater: (r: Prepared) => r.x > r.y,
  greaterOrEqual: (r: Prepared) => r.x >= r.y,
  equal: (r: Prepared) => r.x === r.y,
  unequal: (r: Prepared) => r.x !== r.y,
  equalItself: (r: Prepared) => r.x === r.x,
  unequalItself: (r: Prepared) => r.x !== r.x,
  lessThanItself: (r: Prepared) => r.x < r.x,
  atMostItself: (r: Prepared) => r.x <= r.x,
  notLess: (r: Prepared) => !(r.x < r.y),
  notAtMost: (r: Prepared) => !(r.x <= r.y),
  between: (r: Prepared) => r.x > 0 && r.x < 10,
  notBetween: (r: Prepared) => !(r.x > 0 && r.x < 10),
  outside: (r: Prepared) => r.x < 0 || r.x > 10,
  neitherOfTwo: (r: Prepared) => r.x !== 1 && r.x !== 2,
  eitherOfTwo: (r: Prepared) => r.x === 1 || r.x === 0,
  oneOf: (r: Prepared) => [0, 1, NaN].includes(r.x),
  isNaN: (r: Prepared) => Number.isNaN(r.x),
  isNotNaN: (r: Prepared) => !Number.isNaN(r.x),
  isFinite: (r: Prepared) => r.x - r.x === 0,
  clamp: (r: Prepared) => Math.max(0, Math.min(100, r.x)),
  choose: (r: Prepared) => (r.x > r.y ? r.x : r.y),
  text: (r: Prepared) => `${r.x}`,
  texts: (r: Prepared) => r.x + '/' + r.y,
};
