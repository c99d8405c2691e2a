/** Which permissions each role has used, and which it has been refused. */
import type { Access } from '../front/authority.js';

export interface Used extends Access {
  readonly times: number;
  readonly allowed: boolean;
}

export class Usage {
  private readonly roles = new Map<string, Map<string, Used>>();

  add(role: string, { action, resource }: Access, allowed: boolean): void {
    const used = this.roles.get(role) ?? new Map<string, Used>();
    this.roles.set(role, used);
    const key = `${action} ${resource} ${allowed}`;
    used.set(key, { action, resource, allowed, times: (used.get(key)?.times ?? 0) + 1 });
  }

  /** By action and resource. */
  of(role: string): readonly Used[] {
    return [...(this.roles.get(role)?.values() ?? [])].sort(byName);
  }

  clear(): void {
    this.roles.clear();
  }
}

const byName = (a: Used, b: Used): number => (`${a.action} ${a.resource}` < `${b.action} ${b.resource}` ? -1 : 1);
