/** Reads the fields of a request; what is missing or of another type is SQS's own error. */
import { malformed, missingParameter } from './errors.js';

export type Input = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseInput(body: Uint8Array): Input {
  const text = Buffer.from(body).toString('utf8');
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw malformed('The request is not valid JSON');
  }
  if (!isObject(value)) throw malformed('The request is not a JSON object');
  return value;
}

export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw malformed(`${name} is not a string`);
  return value;
}

export function text(input: Input, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

export function optionalInteger(input: Input, name: string): number | undefined {
  const value = input[name] ?? undefined;
  if (value !== undefined && !(typeof value === 'number' && Number.isInteger(value)))
    throw malformed(`${name} is not an integer`);
  return value;
}

export function texts(input: Input, name: string): string[] {
  const value = input[name] ?? [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw malformed(`${name} is not a list of strings`);
  return value;
}

export function textMap(input: Input, name: string): Record<string, string> {
  const value = input[name] ?? {};
  if (!isObject(value)) throw malformed(`${name} is not a map of strings`);
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, each]): [string, string] => {
      if (typeof each !== 'string') throw malformed(`${name} is not a map of strings`);
      return [key, each];
    }),
  );
}

export function objects(input: Input, name: string): Input[] {
  const value = input[name] ?? [];
  if (!Array.isArray(value) || !value.every(isObject)) throw malformed(`${name} is not a list of objects`);
  return value;
}
