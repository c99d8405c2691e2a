/** A row's JSON with its numbers as they were written: a bigint is longer than a JavaScript number can hold. */
import type { Column, Field, Type } from '../../../compiler/ir/types.js';

/** A number's digits, apart from texts. */
export class Digits {
  constructor(readonly text: string) {}
}

export type RowValue = null | boolean | string | Digits | readonly RowValue[] | { readonly [name: string]: RowValue };

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARK = '\u0000';

/** Throws a SyntaxError for text that is no JSON object. */
export function parseRow(text: string): { readonly [name: string]: RowValue } {
  const marked = text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`));
  const value = JSON.parse(marked, (_, each: unknown) =>
    typeof each === 'string' && each.startsWith(MARK) ? new Digits(each.slice(1)) : each,
  ) as RowValue;
  if (!isObject(value)) throw new SyntaxError('it is not an object');
  return value;
}

export const isObject = (value: RowValue): value is { readonly [name: string]: RowValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);

/** What a value of another type than its column's is called. */
export class NotOfType extends Error {}

/** What each kind of column becomes in a service's own form. */
export interface Forms<T> {
  text(value: string): T;
  digits(value: string): T;
  truth(value: boolean): T;
  bytes(value: Buffer): T;
  list(values: readonly T[]): T;
  map(values: Readonly<Record<string, T>>): T;
  readonly nothing: T;
}

export interface Convert<T> {
  readonly forms: Forms<T>;
  /** Whether a field without a value is there all the same; elements of arrays always are. */
  readonly writeNulls: boolean;
}

export function convertFields<T>(
  row: { readonly [name: string]: RowValue },
  fields: readonly Field[],
  by: Convert<T>,
): Record<string, T> {
  return Object.fromEntries(
    fields.flatMap(({ name, type }): [string, T][] => {
      const value = row[name] ?? null;
      if (value === null) return by.writeNulls ? [[name, by.forms.nothing]] : [];
      try {
        return [[name, convert(value, type, by)]];
      } catch (error) {
        throw error instanceof NotOfType ? new NotOfType(`'${name}': ${error.message}`) : error;
      }
    }),
  );
}

function convert<T>(value: RowValue, type: Type, by: Convert<T>): T {
  const { forms } = by;
  const expect = <V>(held: V | null | undefined | false, what: string): V => {
    if (held === null || held === undefined || held === false) throw new NotOfType(`expected ${what}`);
    return held;
  };
  const aText = (what: string): string => expect(typeof value === 'string' ? { value } : null, what).value;
  switch (type.kind) {
    case 'string':
      return forms.text(aText('a string'));
    case 'date':
      return forms.text(aText('a time'));
    case 'bytes':
      return forms.bytes(Buffer.from(aText('bytes in base64'), 'base64'));
    case 'boolean':
      return forms.truth(expect(typeof value === 'boolean' ? { value } : null, 'true or false').value);
    case 'number':
    case 'int':
    case 'bigint':
      return forms.digits(expect(value instanceof Digits ? value : null, 'a number').text);
    case 'array': {
      const list = expect(Array.isArray(value) ? (value as readonly RowValue[]) : null, 'an array');
      return forms.list(list.map((each) => (each === null ? forms.nothing : convert(each, type.element.type, by))));
    }
    case 'map':
      return forms.map(convertFields(object(value), Object.keys(object(value)).map(named(type.value)), by));
    case 'row':
      return forms.map(convertFields(object(value), type.fields, by));
  }
}

function object(value: RowValue): { readonly [name: string]: RowValue } {
  if (!isObject(value)) throw new NotOfType('expected an object');
  return value;
}

const named =
  (column: Column) =>
  (name: string): Field => ({ name, ...column });
