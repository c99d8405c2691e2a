/** The logical names that an environment binds to resources when the job starts. */
import type { Bundle } from '../ir/bundle.js';
import type { ResourceKind } from './statements.js';

export interface Resource {
  readonly kind: ResourceKind;
  readonly name: string;
  /** What it is where the environment says nothing: null where it has to, by itself the logical name. */
  readonly default?: string | null;
}

export interface Placeholders {
  readonly placeholders: Bundle['placeholders'];
  /** The placeholder as it stands in an option. */
  readonly nameOf: (kind: ResourceKind, name: string) => string;
}

/** A name used for resources of two kinds gets its kind in front, so that each can be bound by itself. */
export function placeholdersOf(resources: readonly Resource[]): Placeholders {
  const kinds = new Map<string, Set<ResourceKind>>();
  for (const { kind, name } of resources) kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
  const plain = (kind: ResourceKind, name: string): string =>
    (kinds.get(name)?.size ?? 0) > 1 ? `${kind}.${name}` : name;
  const unique = new Map(
    resources.map(({ kind, name, default: value = name }) => [
      plain(kind, name),
      value === null ? { kind } : { kind, default: value },
    ]),
  );
  return {
    placeholders: [...unique]
      .map(([name, rest]) => ({ name, ...rest }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    nameOf: (kind, name) => `\${${plain(kind, name)}}`,
  };
}
