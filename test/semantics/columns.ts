/**
 * What is computed of each lambda: its value; for a number also its text (NaN, infinities) and 1 / it (−0);
 * for a bigint its text (all digits); for a boolean its negation.
 */
import type { Group, Row } from './groups.js';

export interface Computed {
  readonly name: string;
  /** TypeScript over the row `e`. */
  readonly source: string;
  readonly inNode: (row: Row) => unknown;
}

export interface Kept {
  readonly name: string;
  readonly source: string;
  readonly inNode: (row: Row) => boolean;
}

type Kind = 'number' | 'bigint' | 'boolean' | 'other';

/** What a lambda gives, seen from what it gave. */
function kindOf(values: readonly unknown[]): Kind {
  const kinds = new Set(values.map((value) => typeof value));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'number' || kind === 'bigint' || kind === 'boolean') ? kind : 'other';
}

/** A lambda of constants only takes no row. */
const callOf = ({ name, cases }: Group, lambda: string): string =>
  `${name}.cases.${lambda}(${cases[lambda]?.length === 0 ? '' : 'e'})`;

export function computedOf(group: Group, rows: readonly Row[]): Computed[] {
  return Object.entries(group.cases).flatMap(([name, lambda]) => {
    const source = callOf(group, name);
    const value = { name, source, inNode: lambda };
    switch (kindOf(rows.map(lambda))) {
      case 'number':
        return [
          value,
          { name: `${name}__text`, source: `\`\${${source}}\``, inNode: (row) => `${lambda(row) as number}` },
          {
            name: `${name}__inverse`,
            source: `\`\${1 / ${source}}\``,
            inNode: (row) => `${1 / (lambda(row) as number)}`,
          },
        ];
      case 'bigint':
        return [
          value,
          { name: `${name}__text`, source: `\`\${${source}}\``, inNode: (row) => `${lambda(row) as bigint}` },
        ];
      case 'boolean':
        return [value, { name: `${name}__not`, source: `!${source}`, inNode: (row) => !lambda(row) }];
      default:
        return [value];
    }
  });
}

export function keptOf(group: Group, rows: readonly Row[]): Kept[] {
  return Object.entries(group.cases)
    .filter(([, lambda]) => kindOf(rows.map(lambda)) === 'boolean')
    .flatMap(([name, lambda]) => {
      const source = callOf(group, name);
      return [
        { name, source, inNode: (row) => Boolean(lambda(row)) },
        { name: `${name}__not`, source: `!${source}`, inNode: (row) => !lambda(row) },
      ] satisfies Kept[];
    });
}
