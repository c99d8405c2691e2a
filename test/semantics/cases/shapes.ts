/** Objects, spreads, bodies, functions of the author's own, captured configuration, generic functions. */
import { aString, type Picker } from '../values.js';

export interface Row {
  id: string;
  at: Date;
  n: number;
  m: number;
  s: string;
  on: boolean;
  off: boolean;
  inner: { x: number; y: string; deep: { z: boolean } };
  maybe?: { x: number; w: string };
}

export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  n: pick.integer(7) - 3,
  m: pick.integer(7) - 3,
  s: aString(pick),
  on: pick.chance(0.5),
  off: pick.chance(0.5),
  inner: { x: pick.integer(5), y: aString(pick), deep: { z: pick.chance(0.5) } },
  ...(pick.chance(0.5) && { maybe: { x: pick.integer(5), w: aString(pick) } }),
});

const config = {
  limits: { low: -1, high: 2 },
  label: 'label',
  names: ['zero', 'one', 'two'] as const,
  defaults: { unit: 's', scale: 10 },
  isHigh: (n: number): boolean => n > config0.limits.high,
  level(n: number): string {
    return n > 1 ? 'high' : 'low';
  },
};
const config0 = { limits: { high: 2 } };
const key = 'computed';
const above = (limit: number) => (n: number) => n > limit;
const aboveOne = above(1);
const scale = (n: number, by = config.defaults.scale): number => n * by;
function grade({ n, m }: { n: number; m: number }): string {
  if (n > m) return 'over';
  else if (n === m) return 'even';
  return 'under';
}
const isPositive = <T extends { n: number }>(r: T): boolean => r.n > 0;
const pickOf = <T extends { n: number }, U>(r: T, f: (r: T) => U): U => f(r);
function compose<A, B, C>(f: (a: A) => B, g: (b: B) => C): (a: A) => C {
  return (a) => g(f(a));
}
const double = (n: number) => n * 2;
const quadruple = compose(double, double);
const sumOf = (...numbers: readonly [number, number]): number => numbers[0] + numbers[1];

export const cases = {
  record: (e: Row) => ({ a: e.n, b: e.s, c: { d: e.on } }),
  recordOfConstants: () => ({ a: 1, b: 'x', c: true, d: 0.1 }),
  shorthand: (e: Row) => {
    const { n, s } = e;
    return { n, s };
  },
  computedKey: (e: Row) => ({ [key]: e.n, ['fixed']: 1, 'quoted name': 2, "it's `odd`.": 3, ünï: 4 }),
  spreadInner: (e: Row) => ({ ...e.inner, extra: e.n }),
  spreadOver: (e: Row) => ({ ...{ x: -1, first: 1 }, ...e.inner, y: 'over' }),
  spreadMaybe: (e: Row) => ({ ...e.maybe }),
  spreadMaybeOver: (e: Row) => ({ x: -1, w: 'none', ...e.maybe }),
  spreadConfig: (e: Row) => ({ ...config.defaults, n: e.n }),
  spreadChosen: (e: Row) => ({ ...(e.on ? { a: 1, b: 'x' } : { a: 2, b: e.s }) }),
  recordChosen: (e: Row) => (e.on ? { a: e.n, b: 'one' } : { a: e.m, b: 'two' }),
  recordOrNull: (e: Row) => (e.on ? { a: e.n } : null),
  fieldOfChosen: (e: Row) => (e.on ? { a: e.n } : { a: e.m }).a,
  fieldOfInner: (e: Row) => e.inner.deep.z,
  innerItself: (e: Row) => e.inner,
  restOf: ({ id, at, inner, maybe, ...rest }: Row) => rest,

  and: (e: Row) => e.on && e.off,
  or: (e: Row) => e.on || e.off,
  not: (e: Row) => !e.on,
  notBoth: (e: Row) => !(e.on && e.off),
  neither: (e: Row) => !(e.on || !e.off),
  mixed: (e: Row) => (e.on && e.n > 0) || (!e.off && e.m > 0),
  mixedNot: (e: Row) => !((e.on && e.n > 0) || (!e.off && e.m > 0)),
  same: (e: Row) => e.on === e.off,
  different: (e: Row) => e.on !== e.off,
  isTrue: (e: Row) => e.on === true,
  ternaryBoolean: (e: Row) => (e.on ? e.n > 0 : e.m > 0),
  ternaryBooleanNot: (e: Row) => !(e.on ? e.n > 0 : e.m > 0),
  ternaryChain: (e: Row) => (e.n > 1 ? 'high' : e.n > -1 ? 'middle' : 'low'),
  chosenCompared: (e: Row) => (e.on ? 1 : 2) === 1,
  constantTrue: () => true,
  constantFalse: () => false,
  boolean: (e: Row) => Boolean(e.on),

  captured: (e: Row) => e.n > config.limits.low && e.n < config.limits.high,
  element: (e: Row) => config.names[0] + config.names.length + e.n,
  elementAccess: (e: Row) => `${e['s']}${config['label']}`,
  method: (e: Row) => config.level(e.n),
  propertyFunction: (e: Row) => config.isHigh(e.n),
  curried: (e: Row) => aboveOne(e.n),
  curriedHere: (e: Row) => above(e.m)(e.n),
  defaulted: (e: Row) => scale(e.n) + scale(e.n, 2),
  declared: (e: Row) => grade(e),
  generic: (e: Row) => isPositive(e),
  callback: (e: Row) => pickOf(e, (r) => r.s + r.n),
  composed: (e: Row) => quadruple(e.n),
  rest: (e: Row) => sumOf(e.n, e.m) + sumOf(...([1, 2] as const)),
  localFunction: (e: Row) => {
    const twice = (n: number): number => n * 2;
    function thrice(n: number): number {
      return twice(n) + n;
    }
    return thrice(e.n);
  },
  block: (e: Row) => {
    const sum = e.n + e.m;
    if (sum > 3) {
      const big = sum * 2;
      if (e.on) return big;
    } else if (sum < -3) {
      return -1;
    } else {
      if (e.off) return 0;
    }
    return sum;
  },
  shadowed: (e: Row) => {
    const n = e.n;
    if (e.on) {
      const n = e.m;
      return n;
    }
    return n;
  },
  endsOpen: (e: Row) => {
    if (e.n > 0) return e.n;
    return undefined;
  },
  arrays: (e: Row) => {
    const [first, second = 5] = [e.n, undefined as number | undefined];
    return first * 10 + second;
  },
};
