/**
 * What the input of an operation looks like, and AWS's words for input that does not: a value of another type is a
 * SerializationException at once, values out of bounds are collected into one ValidationException.
 */
import { types } from 'node:util';
import { AwsError } from './aws-error.js';

/** Where a value stands in the input. One object serves all members of a structure or list, so `key` changes. */
interface Place {
  readonly parent: Place | null;
  key: string;
}

type Problems = string[];

export interface Shape<T> {
  /** Reads what is there: never undefined or null. */
  read(value: unknown, place: Place, problems: Problems): T;
  readonly optional?: true;
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
export type Read<S> = S extends Shape<infer T> ? T : never;
type ReadFields<F extends Fields> = { readonly [K in keyof F]: Read<F[K]> };

/** The input as the shape says, or the refusal, whose code services name differently. */
export function readInput<T>(shape: Shape<T>, input: unknown, refusal = 'ValidationException'): T {
  const problems: Problems = [];
  const value = shape.read(input, { parent: null, key: '' }, problems);
  if (problems.length === 0) return value;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw new AwsError(refusal, `${count}: ${problems.join('; ')}`);
}

export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({ ...shape, optional: true });

export interface TextBounds {
  readonly min?: number;
  readonly max?: number;
  /** As AWS's models have it, for the whole text. */
  readonly pattern?: string;
}

export function text({ min = 0, max = Infinity, pattern }: TextBounds = {}): Shape<string> {
  const whole = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`);
  return {
    read(value, place, problems) {
      if (typeof value !== 'string') throw unreadable(value, 'a String');
      if (whole && !whole.test(value)) {
        problems.push(problem(value, place, `Member must satisfy regular expression pattern: ${pattern}`));
      }
      checkLength(value.length, value, { min, max }, place, problems);
      return value;
    },
  };
}

export const oneOf = <const T extends string>(values: readonly T[]): Shape<T> => ({
  read(value, place, problems) {
    if (typeof value !== 'string') throw unreadable(value, 'a String');
    const found = values.find((each) => each === value);
    if (found === undefined) {
      problems.push(problem(value, place, `Member must satisfy enum value set: [${values.join(', ')}]`));
    }
    return found ?? (value as T);
  },
});

export const integer = ({ min = -Infinity, max = Infinity } = {}): Shape<number> => ({
  read(value, place, problems) {
    if (typeof value !== 'number') throw unreadable(value, 'an Integer');
    const whole = Math.trunc(value);
    if (whole < min) problems.push(problem(whole, place, `Member must have value greater than or equal to ${min}`));
    if (whole > max) problems.push(problem(whole, place, `Member must have value less than or equal to ${max}`));
    return whole;
  },
});

/** A member that is only looked for. */
export const anything = (): Shape<unknown> => ({ read: (value) => value });

export const flag = (): Shape<boolean> => ({
  read(value) {
    if (typeof value !== 'boolean') throw unreadable(value, 'a Boolean');
    return value;
  },
});

/** Milliseconds since 1970. JSON has seconds; CBOR's tag has become a Date. */
export const time = (): Shape<number> => ({
  read(value) {
    if (types.isDate(value)) return value.getTime();
    if (typeof value !== 'number') throw unreadable(value, 'a Timestamp');
    return Math.round(value * 1000);
  },
});

/** Base64 in JSON, a byte string in CBOR. */
export const blob = ({ max = Infinity } = {}): Shape<Buffer> => ({
  read(value, place, problems) {
    const bytes = bytesOf(value);
    // AWS does not repeat bytes in its message.
    if (bytes.length > max) {
      problems.push(`Value at '${pathOf(place)}' failed to satisfy constraint: ${tooLong(max)}`);
    }
    return bytes;
  },
});

function bytesOf(value: unknown): Buffer {
  if (types.isUint8Array(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value !== 'string') throw unreadable(value, 'a Blob');
  const bytes = Buffer.from(value, 'base64');
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  // Node skips what is not base64; then there are fewer bytes than the text has room for.
  if (value.length % 4 === 0 && bytes.length === (value.length / 4) * 3 - padding) return bytes;
  throw new AwsError('SerializationException', `'${value.slice(0, 100)}' can not be converted to a Blob`);
}

export function list<T>(member: Shape<T>, { min = 0, max = Infinity } = {}): Shape<readonly T[]> {
  return {
    read(value, place, problems) {
      if (!Array.isArray(value)) throw typeof value === 'object' ? NO_STRUCTURE() : refused('Expected list or null');
      checkLength(value.length, `[${value.length} members]`, { min, max }, place, problems);
      const inner: Place = { parent: place, key: '' };
      return value.map((each: unknown, index) => {
        inner.key = `${index + 1}.member`;
        return readMember(member, each, inner, problems);
      });
    },
  };
}

/** A map of texts, as of tags. */
export function map<T>(
  member: Shape<T>,
  { min = 0, max = Infinity, keys = {} }: Partial<Bounds> & { readonly keys?: TextBounds } = {},
): Shape<Readonly<Record<string, T>>> {
  const key = text(keys);
  return {
    read(value, place, problems) {
      const entries = Object.entries(structureOf(value, 'Expected map or null'));
      checkLength(entries.length, `{${entries.length} members}`, { min, max }, place, problems);
      for (const [name] of entries) key.read(name, place, problems);
      const inner: Place = { parent: place, key: '' };
      return Object.fromEntries(
        entries.map(([key, each]) => {
          inner.key = `${key}.member`;
          return [key, readMember(member, each, inner, problems)];
        }),
      );
    },
  };
}

/** Members that the shape does not know are skipped, as AWS does. */
export function structure<F extends Fields>(fields: F): Shape<ReadFields<F>> {
  const entries = Object.entries(fields);
  return {
    read(value, place, problems) {
      const from = structureOf(value, 'Expected null');
      const inner: Place = { parent: place.key === '' ? null : place, key: '' };
      const result: Record<string, unknown> = {};
      for (const [name, shape] of entries) {
        inner.key = name;
        result[name] = readMember(shape, from[name], inner, problems);
      }
      // The loop has read every field by its own shape.
      return result as ReadFields<F>;
    },
  };
}

function readMember<T>(shape: Shape<T>, value: unknown, place: Place, problems: Problems): T {
  if (value !== undefined && value !== null) return shape.read(value, place, problems);
  if (!shape.optional) problems.push(problem(null, place, 'Member must not be null'));
  // Of a required member nobody sees it: the problem refuses the input.
  return undefined as T;
}

function structureOf(value: unknown, expected: string): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) throw NO_LIST();
  if (typeof value !== 'object' || value === null) throw refused(expected);
  return value as Record<string, unknown>;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function checkLength(length: number, shown: string, { min, max }: Bounds, place: Place, problems: Problems): void {
  if (length < min) {
    problems.push(problem(shown, place, `Member must have length greater than or equal to ${min}`));
  }
  if (length > max) problems.push(problem(shown, place, tooLong(max)));
}

const tooLong = (max: number): string => `Member must have length less than or equal to ${max}`;

const problem = (value: string | number | null, place: Place, constraint: string): string =>
  `Value ${value === null ? 'null' : `'${value}'`} at '${pathOf(place)}' failed to satisfy constraint: ${constraint}`;

/** `records.3.member.partitionKey`: AWS names members with a small first letter. */
function pathOf({ parent, key }: Place): string {
  const name = key.slice(0, 1).toLowerCase() + key.slice(1);
  return parent ? `${pathOf(parent)}.${name}` : name;
}

const refused = (message: string): AwsError => new AwsError('SerializationException', message);
const NO_LIST = (): AwsError => refused('Start of list found where not expected');
const NO_STRUCTURE = (): AwsError => refused('Start of structure or map found where not expected.');

function unreadable(value: unknown, wanted: string): AwsError {
  if (Array.isArray(value)) return NO_LIST();
  if (typeof value === 'object') return NO_STRUCTURE();
  const token = typeof value === 'boolean' ? `${value}`.toUpperCase() : (typeof value).toUpperCase();
  return refused(`${token}_VALUE can not be converted to ${wanted}`);
}
