/** Each permission of the roles of some scenarios, with the scenarios whose jobs used it, or the reason why none did. */
import type { Permission } from '../../../deploy/infrastructure/permissions.js';
import { table } from '../harness/table.js';
import { isOf, rarity, type Uses } from './used-permissions.js';

export interface Scenario {
  readonly name: string;
  readonly uses: Uses;
}

export function usesTable(scenarios: readonly Scenario[]): string {
  const allowed = new Map<string, Permission>();
  for (const { uses } of scenarios)
    for (const each of uses.permissions) allowed.set(`${each.action} ${each.resource}`, each);
  const rows = [...allowed.values()].map((permission) => [
    permission.action,
    permission.resource.replace(/^(?:[^:]*:){5}/, ''),
    usedBy(permission, scenarios),
  ]);
  return table([['the role allows', 'on', 'used by'], ...rows]);
}

function usedBy(permission: Permission, scenarios: readonly Scenario[]): string {
  const having = scenarios.filter(({ uses }) => uses.permissions.some((each) => isSame(each, permission)));
  const using = having.filter(({ uses }) => uses.calls.some((call) => isOf(permission, call)));
  if (using.length === 0) return rarity(permission) ?? 'NOTHING';
  const names = using.map(({ name }) => name).join(', ');
  if (using.length < having.length || scenarios.length === 1) return names;
  return having.length < scenarios.length ? names : 'every scenario';
}

const isSame = (one: Permission, other: Permission): boolean =>
  one.action === other.action && one.resource === other.resource;
