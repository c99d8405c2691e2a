/** The `${name}` placeholders of a bundle's options, and the resources they are bound to. */
import type { Bundle } from './bundle.js';

/** Physical names by placeholder; what is not named keeps the placeholder's default. */
export type Names = Readonly<Record<string, string>>;

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** The value of every placeholder that has one. Throws for a name that no placeholder has. */
export function bindNames({ placeholders }: Pick<Bundle, 'placeholders'>, names: Names = {}): Map<string, string> {
  const known = new Set(placeholders.map(({ name }) => name));
  const unknown = Object.keys(names).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`the bundle has no placeholder '${unknown}'`);
  return new Map(
    placeholders.flatMap(({ name, default: otherwise }) => {
      const value = names[name] ?? otherwise;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** An option's value with its placeholders filled. Throws when one of them has no value. */
export const fill = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the placeholder '${name}' is not bound`);
    return value;
  });

/** The placeholder that an option consists of, if it is one. */
export const placeholderIn = (text: string): string | null => /^\$\{([^}]*)\}$/.exec(text)?.[1] ?? null;
