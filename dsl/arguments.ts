/** Checks of what authors pass, each with a sentence for the message; TypeScript has refused most of it already. */
import { DslError } from './dsl-error.js';
import { nodeOf, type LiveFunction } from './node.js';

const show = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : typeof value === 'bigint' ? `${value}n` : String(value);

/** A name of a resource or stage: what AWS accepts for streams and tables, so that it needs no escaping anywhere. */
export function name(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new DslError(`${what} is ${value === '' ? 'empty' : `${show(value)}, not a name`}`, `give ${what} a name`);
  }
  if (!/^[A-Za-z0-9_.-]{1,128}$/.test(value)) {
    throw new DslError(
      `${what} is ${show(value)}`,
      `use 1 to 128 letters, digits, '-', '_' and '.', such as ${show(suggestion(value))}`,
    );
  }
  return value;
}

/** As `name`, but without dots, which are for the steps of a chain. */
export function stageName(value: unknown, what: string): string {
  const checked = name(value, what);
  if (checked.includes('.')) {
    throw new DslError(`${what} is ${show(checked)}`, `write  .named(${show(checked.replaceAll('.', '-'))})`);
  }
  return checked;
}

const suggestion = (value: string): string =>
  value
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 128) || 'events';

export function callback(value: unknown, what: string): LiveFunction {
  if (typeof value === 'function') return value as LiveFunction;
  throw new DslError(
    `${what} is ${show(value)}, not a function`,
    `write a function of the row, such as  e => e.userId`,
  );
}

/** Milliseconds of a duration. */
export function duration(value: unknown, what: string, least: 0 | 1 = 1): number {
  const node = nodeOf(value);
  if (node?.kind !== 'duration') {
    throw new DslError(`${what} is ${show(value)}, not a duration`, `write  seconds(30)  or  minutes(5)`);
  }
  if (node.milliseconds < least) throw new DslError(`${what} is zero`, 'give it a length, such as  minutes(5)');
  return node.milliseconds;
}

export const optionalDuration = (value: unknown, what: string): number | null =>
  value === undefined ? null : duration(value, what);

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new DslError(`${what} is ${show(value)}`, `use one of ${allowed.map(show).join(', ')}`);
}

/** An options object without names that mean nothing, which a misspelt option would be. */
export function options<T extends object>(value: T, known: readonly (keyof T & string)[], call: string): T {
  if (typeof value !== 'object' || value === null) {
    throw new DslError(`${call} is given ${show(value)}, not its options`, `write  ${call}({ ${known[0] ?? ''}: … })`);
  }
  for (const key of Object.keys(value)) {
    if ((known as readonly string[]).includes(key)) continue;
    throw new DslError(`${call} has no option '${key}'`, `use ${known.map((each) => `'${each}'`).join(', ')}`);
  }
  return value;
}
