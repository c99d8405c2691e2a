/** Lambdas made at random from everything that may stand in one: well typed, a few operators deep. */
import type { Picker } from './values.js';

/** Columns that `random.test.ts` declares, by type. */
export const FIELDS = {
  number: ['x', 'y', 'q'],
  maybeNumber: ['mx', 'nx'],
  bigint: ['g', 'h'],
  string: ['s', 't'],
  maybeString: ['ms', 'ns'],
  boolean: ['on', 'off'],
  maybeBoolean: ['mb'],
  date: ['d'],
  maybeDate: ['md'],
} as const;

/** Constants under a name whose type is not that of the literal, so that TypeScript lets any two be compared. */
export const CONSTANTS = {
  number: {
    zero: '0',
    one: '1',
    minusOne: '-1',
    tenth: '0.1',
    ten: '10',
    large: '1e21',
    half: '2.5',
    minusZero: '-0',
    nan: 'NaN',
    inf: '-Infinity',
  },
  bigint: { none: '0n', unit: '1n', minusThree: '-3n', seven: '7n' },
  string: { empty: "''", letter: "'a'", word: "'play'", face: "'😀'", blank: "' '" },
} as const;

export const declarations = (typed: boolean): string =>
  Object.entries(CONSTANTS)
    .flatMap(([type, constants]) =>
      Object.entries(constants).map(([name, value]) => `const ${name}${typed ? `: ${type}` : ''} = ${value};`),
    )
    .join('\n');

export type Kind = 'number' | 'bigint' | 'string' | 'boolean';

type Make = (pick: Picker, depth: number) => string;

const field = (pick: Picker, kind: keyof typeof FIELDS): string => `e.${pick.one(FIELDS[kind])}`;
const of = (kind: Kind, pick: Picker, depth: number): string => expression(kind, pick, depth - 1);

const LEAVES: Readonly<Record<Kind, Make>> = {
  number: (pick) => pick.one([() => field(pick, 'number'), () => pick.one(Object.keys(CONSTANTS.number))])(),
  bigint: (pick) => pick.one([() => field(pick, 'bigint'), () => pick.one(Object.keys(CONSTANTS.bigint))])(),
  string: (pick) => pick.one([() => field(pick, 'string'), () => pick.one(Object.keys(CONSTANTS.string))])(),
  boolean: (pick) => field(pick, 'boolean'),
};

const NUMBER: readonly Make[] = [
  (pick, depth) => `(${of('number', pick, depth)} ${pick.one(['+', '-', '*', '/', '%'])} ${of('number', pick, depth)})`,
  (pick, depth) => `(-${of('number', pick, depth)})`.replace('(--', '(- -'),
  (pick, depth) => `Math.${pick.one(['floor', 'ceil', 'abs'])}(${of('number', pick, depth)})`,
  (pick, depth) => `Math.${pick.one(['min', 'max'])}(${of('number', pick, depth)}, ${of('number', pick, depth)})`,
  (pick, depth) => `${text(pick, depth)}.length`,
  (pick, depth) => `(${field(pick, 'maybeNumber')} ?? ${of('number', pick, depth)})`,
  (pick, depth) => `(lengthOf(${field(pick, 'maybeString')}) ?? ${of('number', pick, depth)})`,
  (pick) =>
    `${field(pick, 'date')}.${pick.one(['getTime', 'getUTCHours', 'getUTCDay', 'getUTCMonth', 'getUTCFullYear'])}()`,
  (pick) => `timeOr(${field(pick, 'maybeDate')}, -1)`,
  (pick, depth) => choice('number', pick, depth),
  (pick, depth) => `halved(${of('number', pick, depth)})`,
];

/** Parenthesised unless it is a field: a literal may not be followed by `.length` of another type. */
const text = (pick: Picker, depth: number): string => `(${of('string', pick, depth)})`;

const choice = (kind: Kind, pick: Picker, depth: number): string =>
  `(${of('boolean', pick, depth)} ? ${of(kind, pick, depth)} : ${of(kind, pick, depth)})`;

const STRING: readonly Make[] = [
  (pick, depth) => `(${text(pick, depth)} + ${text(pick, depth)})`,
  (pick, depth) => `\`<\${${of('number', pick, depth)}}|\${${text(pick, depth)}}>\``,
  (pick, depth) => `\`\${${of('bigint', pick, depth)}}\${${of('boolean', pick, depth)}}\``,
  (pick) => `\`\${${field(pick, pick.one(['maybeNumber', 'maybeString', 'maybeBoolean'] as const))}}\``,
  (pick, depth) => `${text(pick, depth)}.${pick.one(['toUpperCase', 'toLowerCase', 'trim'])}()`,
  (pick, depth) => `(${field(pick, 'maybeString')} ?? ${text(pick, depth)})`,
  (pick) => `${field(pick, 'date')}.toISOString()`,
  (pick, depth) => choice('string', pick, depth),
  (pick, depth) => `label(${text(pick, depth)}, ${of('number', pick, depth)})`,
];

const BIGINT: readonly Make[] = [
  (pick, depth) => `(${of('bigint', pick, depth)} ${pick.one(['+', '-'])} ${of('bigint', pick, depth)})`,
  (pick, depth) => choice('bigint', pick, depth),
];

const compared =
  (kind: Exclude<Kind, 'boolean'>): Make =>
  (pick, depth) =>
    `(${of(kind, pick, depth)} ${pick.one(['<', '<=', '>', '>=', '===', '!=='])} ${of(kind, pick, depth)})`;

const BOOLEAN: readonly Make[] = [
  compared('number'),
  compared('number'),
  compared('string'),
  compared('bigint'),
  (pick, depth) =>
    `(${of('boolean', pick, depth)} ${pick.one(['&&', '||', '&&', '||', '===', '!=='])} ${of('boolean', pick, depth)})`,
  (pick, depth) => `!${of('boolean', pick, depth)}`,
  (pick, depth) => `!${of('boolean', pick, depth)}`,
  (pick, depth) => `${text(pick, depth)}.${pick.one(['includes', 'startsWith', 'endsWith'])}(${text(pick, depth)})`,
  (pick) =>
    `(${field(pick, pick.one(['maybeNumber', 'maybeString', 'maybeBoolean', 'maybeDate'] as const))} ${pick.one(['==', '!='])} null)`,
  (pick, depth) => `(${field(pick, 'maybeNumber')} ${pick.one(['===', '!=='])} ${of('number', pick, depth)})`,
  (pick, depth) => `(${field(pick, 'maybeString')} ${pick.one(['===', '!=='])} ${text(pick, depth)})`,
  (pick) => `${pick.one(['', '!'])}isSame(${field(pick, 'maybeBoolean')}, ${pick.one(['true', 'false', 'e.on'])})`,
  (pick, depth) =>
    guarded(field(pick, 'maybeNumber'), pick.one(['<', '<=', '>', '>=', '!==']), of('number', pick, depth), pick),
  (pick, depth) =>
    `(${field(pick, 'date')} ${pick.one(['<', '>='])} ${field(pick, 'date')} || ${of('boolean', pick, depth)})`,
  (pick, depth) => `Number.isNaN(${of('number', pick, depth)})`,
  (pick, depth) => `[zero, one, nan].includes(${of('number', pick, depth)})`,
  (pick, depth) => choice('boolean', pick, depth),
];

const guarded = (maybe: string, operator: string, other: string, pick: Picker): string =>
  pick.chance(0.5)
    ? `(${maybe} != null && ${maybe} ${operator} ${other})`
    : `(${maybe} == null || ${maybe} ${operator} ${other})`;

const MAKERS: Readonly<Record<Kind, readonly Make[]>> = {
  number: NUMBER,
  string: STRING,
  bigint: BIGINT,
  boolean: BOOLEAN,
};

export function expression(kind: Kind, pick: Picker, depth: number): string {
  return depth <= 0 || pick.chance(0.1) ? LEAVES[kind](pick, depth) : pick.one(MAKERS[kind])(pick, depth);
}
