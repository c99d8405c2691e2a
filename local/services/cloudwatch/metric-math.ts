/** Metric math: arithmetic over series and the functions that alarms use. What is not here is refused. */
import { invalidValue } from './errors.js';
import type { Series, Window } from './statistics.js';

export type Value = number | Series;

const TOKEN = /\s*(\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*|>=|<=|==|!=|&&|\|\||[-+*/^(),<>[\]])/y;

export function evaluate(expression: string, seriesOf: (id: string) => Value, window: Window): Value {
  const tokens = tokensOf(expression);
  let at = 0;
  const takes = (token: string): boolean => tokens[at] === token && at++ >= 0;
  const binary = (next: () => Value, ...operators: string[]): Value => {
    let left = next();
    for (;;) {
      const operator = operators.find((each) => tokens[at] === each);
      if (operator === undefined) return left;
      at++;
      left = combine(left, next(), OPERATORS[operator] ?? NaNs);
    }
  };
  const logical = (): Value => binary(compared, '&&', '||');
  const compared = (): Value => binary(added, '>=', '<=', '==', '!=', '>', '<');
  const added = (): Value => binary(multiplied, '+', '-');
  const multiplied = (): Value => binary(powered, '*', '/');
  const powered = (): Value => binary(single, '^');
  const single = (): Value => {
    const token = tokens[at++];
    if (token === undefined) throw malformed(expression);
    if (token === '-') return combine(0, single(), (a, b) => a - b);
    if (token === '(') {
      const inner = logical();
      if (!takes(')')) throw malformed(expression);
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    return takes('(') ? call(token, arguments_(), window) : seriesOf(token);
  };
  const arguments_ = (closing = ')'): Value[] => {
    const values: Value[] = [];
    while (!takes(closing)) {
      // FILL(m, REPEAT) has a word where others have a value.
      if (takes('REPEAT')) values.push(REPEAT);
      // MAX([m1, m2]) is MAX(m1, m2).
      else if (takes('[')) values.push(...arguments_(']'));
      else values.push(logical());
      if (tokens[at] !== closing && !takes(',')) throw malformed(expression);
    }
    return values;
  };
  const value = logical();
  if (at !== tokens.length) throw malformed(expression);
  return value;
}

/** Stands for a word. */
const REPEAT: Series = new Map();

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
  '>=': (a, b) => Number(a >= b),
  '<=': (a, b) => Number(a <= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
};
const NaNs = (): number => NaN;

function call(name: string, values: readonly Value[], window: Window): Value {
  const [first = 0, second] = values;
  switch (name) {
    case 'RATE':
      return changes(first, (difference, seconds) => difference / seconds);
    case 'DIFF':
      return changes(first, (difference) => difference);
    case 'ABS':
      return combine(first, 0, (a) => Math.abs(a));
    case 'FILL':
      return filled(first, second ?? 0, window);
    case 'IF':
      return chosen(first, second ?? 0, values[2]);
    case 'SUM':
      return together(values, (numbers) => numbers.reduce((a, b) => a + b, 0));
    case 'MAX':
      return together(values, (numbers) => Math.max(...numbers));
    case 'MIN':
      return together(values, (numbers) => Math.min(...numbers));
    case 'AVG':
      return together(values, (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length);
    default:
      throw invalidValue(`The local CloudWatch has no function ${name}.`);
  }
}

/** Only where both have a value; what divides by zero has none. */
function combine(a: Value, b: Value, operate: (a: number, b: number) => number): Value {
  if (typeof a === 'number' && typeof b === 'number') return operate(a, b);
  const times = typeof a === 'number' ? (b as Series) : a;
  const result = new Map<number, number>();
  for (const time of times.keys()) {
    const [left, right] = [valueAt(a, time), valueAt(b, time)];
    const value = left === undefined || right === undefined ? NaN : operate(left, right);
    if (Number.isFinite(value)) result.set(time, value);
  }
  return result;
}

const valueAt = (value: Value, time: number): number | undefined =>
  typeof value === 'number' ? value : value.get(time);

function changes(value: Value, of: (difference: number, seconds: number) => number): Series {
  const result = new Map<number, number>();
  let before: [number, number] | null = null;
  for (const [time, now] of inOrder(value)) {
    if (before) result.set(time, of(now - before[1], (time - before[0]) / 1000));
    before = [time, now];
  }
  return result;
}

function filled(value: Value, filling: Value, { from, to, periodMs }: Window): Value {
  if (typeof value === 'number') return value;
  const result = new Map<number, number>();
  let last: number | undefined;
  for (let time = Math.floor(from / periodMs) * periodMs; time < to; time += periodMs) {
    const found = value.get(time) ?? (filling === REPEAT ? last : valueAt(filling, time));
    if (found === undefined) continue;
    last = found;
    result.set(time, found);
  }
  return result;
}

function chosen(condition: Value, yes: Value, no: Value | undefined): Value {
  if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? new Map());
  const result = new Map<number, number>();
  for (const [time, holds] of condition) {
    const value = holds !== 0 ? valueAt(yes, time) : no === undefined ? undefined : valueAt(no, time);
    if (value !== undefined) result.set(time, value);
  }
  return result;
}

/** Of one series its own values together, of several those of each time. */
function together(values: readonly Value[], reduce: (numbers: number[]) => number): Value {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return typeof only === 'number' ? only : reduce([...only.values()]);
  const times = new Set(values.flatMap((value) => (typeof value === 'number' ? [] : [...value.keys()])));
  const at = (time: number): number[] =>
    values.flatMap((value) => {
      const found = valueAt(value, time);
      return found === undefined ? [] : [found];
    });
  return new Map([...times].sort((a, b) => a - b).map((time) => [time, reduce(at(time))]));
}

const inOrder = (value: Value): [number, number][] =>
  typeof value === 'number' ? [] : [...value].sort(([a], [b]) => a - b);

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (expression.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(expression)?.[1];
    if (found === undefined) throw malformed(expression);
    tokens.push(found);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const malformed = (expression: string): Error => invalidValue(`The expression can not be read: ${expression}`);
