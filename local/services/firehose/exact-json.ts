/** JSON whose numbers keep their digits: JavaScript's own parser rounds a bigint beyond 2^53. */

/** A number as it is written. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Whether a text may hold a number that JavaScript would round. */
export const hasLongNumber = (text: string): boolean => LONG.test(text);

const LONG = /\d{16}/;
const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))\s*/y;

/** Throws a SyntaxError. */
export function exactJson(text: string): unknown {
  let at = 0;
  const next = (): RegExpExecArray => {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`Unexpected token at position ${at}`);
    at = TOKEN.lastIndex;
    return match;
  };
  const peek = (): string => /\s*(.?)/sy.exec(text.slice(at, at + 64))?.[1] ?? '';

  const value = (): unknown => {
    const [, mark, string, number, word] = next();
    if (string !== undefined) return JSON.parse(string) as unknown;
    if (number !== undefined) return numberOf(number);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (mark === '{') return object();
    if (mark === '[') return array();
    throw new SyntaxError(`Unexpected '${mark ?? ''}' before position ${at}`);
  };

  const array = (): unknown[] => {
    const values: unknown[] = [];
    if (peek() === ']') next();
    else
      do values.push(value());
      while (separated(']'));
    return values;
  };

  const object = (): Record<string, unknown> => {
    const fields: Record<string, unknown> = {};
    if (peek() === '}') next();
    else
      do {
        const [, , key] = next();
        const [, colon] = next();
        if (key === undefined || colon !== ':') throw new SyntaxError(`Expected a field before position ${at}`);
        Object.defineProperty(fields, JSON.parse(key) as string, {
          value: value(),
          ...{ enumerable: true, writable: true, configurable: true },
        });
      } while (separated('}'));
    return fields;
  };

  /** Whether another element follows; anything but a comma and the given end is an error. */
  const separated = (end: string): boolean => {
    const [, mark] = next();
    if (mark !== ',' && mark !== end) throw new SyntaxError(`Expected ',' or '${end}' before position ${at}`);
    return mark === ',';
  };

  const result = value();
  if (at !== text.length) throw new SyntaxError(`Unexpected token at position ${at}`);
  return result;
}

function numberOf(text: string): number | ExactNumber {
  const value = Number(text);
  return /\d{16}/.test(text) || !Number.isFinite(value) ? new ExactNumber(text) : value;
}
