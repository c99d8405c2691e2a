/** Permissions as a policy: what is used together in one statement, where the actions are the same. */
import { logicalId } from './logical-id.js';
import type { Permission } from './permissions.js';
import type { Value } from './template.js';

interface Statement {
  readonly use: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: Permission['condition'];
}

export function policyOf(permissions: readonly Permission[]): { readonly [key: string]: Value } {
  const perResource = grouped(permissions, ({ use, resource, condition }) => [use, resource, condition ?? null]);
  const statements = grouped(
    perResource.map(({ first: { use, resource, condition }, all }) => ({
      use,
      condition,
      resource,
      actions: all.map(({ action }) => action),
    })),
    ({ use, condition, actions }) => [use, condition ?? null, actions],
  ).map(({ first, all }): Statement => ({ ...first, resources: all.map(({ resource }) => resource) }));
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement, at) => {
      const before = statements.slice(0, at).filter(({ use }) => use === statement.use).length;
      return written(statement, before);
    }),
  };
}

interface Group<T> {
  readonly first: T;
  readonly all: readonly T[];
}

/** In the order of the first of each group. */
function grouped<T>(all: readonly T[], by: (one: T) => unknown): Group<T>[] {
  const groups = new Map<string, { first: T; all: T[] }>();
  for (const one of all) {
    const key = JSON.stringify(by(one));
    const group = groups.get(key);
    if (group) group.all.push(one);
    else groups.set(key, { first: one, all: [one] });
  }
  return [...groups.values()];
}

/** An id has letters and digits only, and is the only one of its policy. */
const written = ({ use, actions, resources, condition }: Statement, before: number): Value => ({
  Sid: logicalId(use.replaceAll(/[ ._-]+/g, '-').toLowerCase(), before === 0 ? '' : String(before + 1)),
  Effect: 'Allow',
  Action: actions,
  Resource: resources.length === 1 ? (resources[0] ?? '') : resources,
  ...(condition && { Condition: condition as Value }),
});
