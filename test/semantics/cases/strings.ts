/** Strings: UTF-16 lengths and order, search, letter case, white space, concatenation. */
import { aString, type Picker } from '../values.js';

export interface Row {
  id: string;
  at: Date;
  s: string;
  t: string;
  kind: 'play' | 'stop' | 'pause';
  maybe?: string;
  nothing: string | null;
}

export const generate = (pick: Picker): Omit<Row, 'id' | 'at'> => ({
  s: aString(pick),
  t: aString(pick),
  kind: pick.one(['play', 'stop', 'pause'] as const),
  ...(pick.chance(0.6) && { maybe: aString(pick) }),
  nothing: pick.chance(0.6) ? aString(pick) : null,
});

enum Kind {
  Play = 'play',
  Stop = 'stop',
}
const separators = { field: '#', quote: "it's", wide: '😀' } as const;

export const cases = {
  itself: (e: Row) => e.s,
  constant: () => "it's `${quoted}` \\ \n 😀 %",
  constantControls: () => '\u0000\u0001\r\n\t\u0085\u2028\ufeff',
  constantAfter: (e: Row) => e.s + '\u0000\r\n\u2029',
  constantSql: (e: Row) => e.s !== "'; DROP TABLE x; --" && e.s !== '/* */ `` "" ${a} \\u0041 U&',
  empty: () => '',
  numberOrText: (e: Row) => `${e.maybe?.length ?? 'none'}`,
  textOrNumber: (e: Row) => `${e.maybe ?? e.s.length}`,
  flagOrText: (e: Row) => 'x' + (e.s === '' ? e.s.length : e.s === 'a' ? true : e.nothing),
  choiceFirst: (e: Row) => (e.maybe ?? 0) + 'x',
  length: (e: Row) => e.s.length,
  lengthAbove: (e: Row) => e.s.length > 3,
  includes: (e: Row) => e.s.includes(e.t),
  includesItself: (e: Row) => e.s.includes(e.s),
  includesEmpty: (e: Row) => e.s.includes(''),
  includesConstant: (e: Row) => e.s.includes('a%b'),
  includesHalf: (e: Row) => ('x' + e.s + e.t).includes(e.s + e.t),
  constantIncludes: (e: Row) => 'play stop a%b 😀 ΑΣ'.includes(e.s),
  startsWith: (e: Row) => e.s.startsWith(e.t),
  startsWithConstant: (e: Row) => e.s.startsWith('pl'),
  endsWith: (e: Row) => e.s.endsWith(e.t),
  endsWithConstant: (e: Row) => e.s.endsWith(' '),
  endsWithEmoji: (e: Row) => e.s.endsWith(separators.wide),
  notStarting: (e: Row) => !e.s.startsWith('a'),
  upper: (e: Row) => e.s.toUpperCase(),
  lower: (e: Row) => e.s.toLowerCase(),
  lowerOfUpper: (e: Row) => e.s.toUpperCase().toLowerCase(),
  trim: (e: Row) => e.s.trim(),
  trimmedLength: (e: Row) => e.s.trim().length,
  concat: (e: Row) => e.s + e.t,
  concatThree: (e: Row) => e.s + separators.field + e.t + separators.quote,
  template: (e: Row) => `${e.s}${separators.field}${e.t}`,
  templateOfOne: (e: Row) => `${e.s}`,
  templateAround: (e: Row) => `<'${e.s}'>`,
  concatThenLength: (e: Row) => (e.s + e.t).length,
  equal: (e: Row) => e.s === e.t,
  unequal: (e: Row) => e.s !== e.t,
  equalConstant: (e: Row) => e.s === 'play',
  equalPadded: (e: Row) => e.s === 'play ',
  equalEmpty: (e: Row) => e.s === '',
  notEmpty: (e: Row) => e.s !== '',
  equalEmoji: (e: Row) => e.s === '😀',
  enumMember: (e: Row) => e.kind === Kind.Play || e.kind === Kind.Stop,
  notEither: (e: Row) => e.kind !== 'play' && e.kind !== 'stop',
  oneOf: (e: Row) => ['play', 'a', ''].includes(e.s),
  noneOf: (e: Row) => !['play', 'a', ''].includes(e.s),
  less: (e: Row) => e.s < e.t,
  lessOrEqual: (e: Row) => e.s <= e.t,
  greater: (e: Row) => e.s > e.t,
  greaterOrEqual: (e: Row) => e.s >= e.t,
  notLess: (e: Row) => !(e.s < e.t),
  belowConstant: (e: Row) => e.s < '\ue000',
  aboveEmoji: (e: Row) => e.s > '😀',
  choose: (e: Row) => (e.s === '' ? 'empty' : e.s),
  chooseConstants: (e: Row) => (e.s === '' ? 'a' : 'long constant'),
  chooseConstantLength: (e: Row) => (e.s === '' ? 'a' : 'long constant').length,
  kindText: (e: Row) => `${e.kind}!`,
  kindItself: (e: Row) => e.kind,
  maybeText: (e: Row) => `[${e.maybe}]`,
  nothingText: (e: Row) => `[${e.nothing}]`,
  maybePlus: (e: Row) => 'x' + e.maybe,
  nothingPlus: (e: Row) => e.nothing + 'x',
  stringOf: (e: Row) => String(e.maybe),
  maybeEqualsNothing: (e: Row) => e.maybe === e.nothing,
  maybeEquals: (e: Row) => e.maybe === e.s,
  maybeDiffers: (e: Row) => e.maybe !== 'play',
  nothingDiffers: (e: Row) => e.nothing !== e.t,
  notMaybeEquals: (e: Row) => !(e.maybe === 'play'),
  maybeOneOf: (e: Row) => ['play', undefined, ''].includes(e.maybe),
  maybeLength: (e: Row) => e.maybe?.length,
  maybeUpper: (e: Row) => e.maybe?.toUpperCase().trim(),
  maybeUpperOr: (e: Row) => e.maybe?.toUpperCase() ?? 'none',
  maybeStarts: (e: Row) => e.maybe?.startsWith('pl') === true,
  maybeNotStarting: (e: Row) => e.maybe?.startsWith('pl') !== true,
  maybeLongOr: (e: Row) => (e.maybe?.length ?? 0) > 2,
};
