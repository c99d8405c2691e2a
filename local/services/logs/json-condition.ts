/** `$.level = "ERROR" && ($.code >= 500 || $.cause EXISTS)`: a condition on the fields of a JSON event. */
import { invalid } from './errors.js';

export type Condition = (event: unknown) => boolean;

const TOKEN =
  /\s*(&&|\|\||\(|\)|!=|>=|<=|=|>|<|\$(?:\.[A-Za-z_@][\w@-]*|\[\d+\]|\[["'][^"']+["']\])*|"(?:[^"\\]|\\.)*"|[^\s()=<>!&|"]+)/y;

export function jsonCondition(text: string): Condition {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const takes = (token: string): boolean => tokens[at] === token && at++ >= 0;

  const either = (): Condition => {
    const parts = [both()];
    while (takes('||')) parts.push(both());
    return (event) => parts.some((part) => part(event));
  };
  const both = (): Condition => {
    const parts = [one()];
    while (takes('&&')) parts.push(one());
    return (event) => parts.every((part) => part(event));
  };
  const one = (): Condition => {
    if (!takes('(')) return comparison(next(), next(), next);
    const inner = either();
    if (!takes(')')) throw malformed();
    return inner;
  };

  const condition = either();
  if (at !== tokens.length) throw malformed();
  return condition;
}

function comparison(path: string, operator: string, next: () => string): Condition {
  if (!path.startsWith('$')) throw malformed();
  const at = selector(path);
  if (operator === 'EXISTS') return (event) => at(event) !== undefined;
  if (operator === 'NOT') {
    if (next() !== 'EXISTS') throw malformed();
    return (event) => at(event) === undefined;
  }
  if (operator === 'IS') {
    const value = LITERALS.get(next());
    if (value === undefined) throw malformed();
    return (event) => at(event) === value;
  }
  const compare = OPERATORS.get(operator);
  const wanted = next();
  if (compare === undefined || wanted === '') throw malformed();
  return compare(at, wanted);
}

type At = (event: unknown) => unknown;

const LITERALS = new Map<string, boolean | null>([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

const number =
  (holds: (value: number, wanted: number) => boolean) =>
  (at: At, wanted: string): Condition => {
    const limit = Number(wanted);
    if (Number.isNaN(limit)) throw malformed();
    return (event) => {
      const value = at(event);
      return typeof value === 'number' && holds(value, limit);
    };
  };

const OPERATORS = new Map<string, (at: At, wanted: string) => Condition>([
  ['=', (at, wanted) => equal(at, wanted)],
  [
    '!=',
    (at, wanted) => {
      const same = equal(at, wanted);
      return (event) => at(event) !== undefined && !same(event);
    },
  ],
  ['>', number((value, wanted) => value > wanted)],
  ['>=', number((value, wanted) => value >= wanted)],
  ['<', number((value, wanted) => value < wanted)],
  ['<=', number((value, wanted) => value <= wanted)],
]);

/** An asterisk stands for any text. */
function equal(at: At, wanted: string): Condition {
  const isQuoted = wanted.startsWith('"');
  const text = isQuoted ? wanted.slice(1, -1).replace(/\\(.)/g, '$1') : wanted;
  const escaped = text.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const whole = new RegExp(`^${escaped.join('.*')}$`, 's');
  return (event) => {
    const value = at(event);
    if (typeof value === 'string') return whole.test(value);
    return !isQuoted && typeof value === 'number' && value === Number(text);
  };
}

function selector(path: string): At {
  const keys = [...path.matchAll(/\.([\w@-]+)|\[(\d+)\]|\[["']([^"']+)["']\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? '',
  );
  return (event) => {
    let value: unknown = event;
    for (const key of keys) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
    return value;
  };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) throw malformed();
    tokens.push(found);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const malformed = (): Error => invalid('Invalid filter pattern');
