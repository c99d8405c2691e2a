/** Rows of a test ↔ JSON lines: dates as the source's wire format says, bigint without loss, bytes in base64. */
import type { Column, Field, Type } from '../compiler/ir/types.js';

export type Timestamps = 'iso' | 'seconds' | 'millis';

/** A line to send as it is, to see what becomes of a broken record. An object with other fields too is a row. */
export interface RawLine {
  readonly raw: string | Uint8Array;
}

export type InputRow = object | RawLine;

/** The bytes of a file with these rows. */
export function encodeRows(rows: readonly InputRow[], timestamps: Timestamps): Buffer {
  const lines = rows.map((row) =>
    isRawLine(row) ? Buffer.from(row.raw as string) : Buffer.from(encode(row, timestamps)),
  );
  return Buffer.concat(lines.flatMap((line) => [line, NEW_LINE]));
}

const NEW_LINE = Buffer.from('\n');

const isRawLine = (row: InputRow): row is RawLine =>
  'raw' in row && Object.keys(row).length === 1 && (typeof row.raw === 'string' || row.raw instanceof Uint8Array);

function encode(value: unknown, timestamps: Timestamps): string {
  if (typeof value === 'bigint') return value.toString();
  if (isDate(value)) return encodeDate(value, timestamps);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) return `[${value.map((item) => encode(item ?? null, timestamps)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${encode(field, timestamps)}`).join(',')}}`;
}

// Jest gives each test file its own globals, so a Date of another realm is no instance of this one's.
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

function encodeDate(date: Date, timestamps: Timestamps): string {
  if (timestamps === 'iso') return JSON.stringify(date.toISOString());
  return String(timestamps === 'millis' ? date.getTime() : date.getTime() / 1000);
}

/** Rows as the pipeline's types have them. */
export function decodeRows(lines: string, schema: readonly Field[]): object[] {
  return parseLines(lines).map((row) => decodeRow(row, schema));
}

export function decodeRow(row: Readonly<Record<string, unknown>>, schema: readonly Field[]): object {
  // A row of a delete may hold only the key.
  const present = schema.filter(({ name }) => name in row);
  return Object.fromEntries(present.map((field) => [field.name, decode(row[field.name], field)]));
}

function decode(value: unknown, { type, absence }: Column): unknown {
  if (value === null || value === undefined) return absence === 'undefined' ? undefined : null;
  return decodePresent(value, type);
}

function decodePresent(value: unknown, type: Type): unknown {
  switch (type.kind) {
    case 'bigint':
      return BigInt(value as string | number);
    case 'number':
    case 'int':
      return Number(value);
    case 'date':
      return new Date(value as string);
    case 'bytes':
      return new Uint8Array(Buffer.from(value as string, 'base64'));
    case 'array':
      return (value as unknown[]).map((item) => decode(item, type.element));
    case 'map':
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, decode(item, type.value)]));
    case 'row':
      return decodeRow(value as Record<string, unknown>, type.fields);
    case 'string':
    case 'boolean':
      return value;
  }
}

/** Integers too long for a double become text. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

export function parseLines(lines: string): Record<string, unknown>[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        JSON.parse(
          line.replace(STRING_OR_LONG_INTEGER, (token) => (token.startsWith('"') ? token : `"${token}"`)),
        ) as Record<string, unknown>,
    );
}
