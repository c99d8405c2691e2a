/** Roles and policies, in memory. */
import { randomBytes } from 'node:crypto';
import { ACCOUNT } from '../front/account.js';
import { alreadyExists, deleteConflict, noSuchEntity } from './errors.js';
import { parsePolicy, type Policy } from './policy.js';

export interface Document {
  readonly text: string;
  readonly policy: Policy;
}

export interface Role {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** Inline policies by name. */
  readonly policies: Map<string, Document>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  description: string | null;
  maxSessionSeconds: number;
  trust: Document;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly document: Document;
}

export const documentOf = (text: string): Document => ({ text, policy: parsePolicy(text) });

const HOUR = 3_600;

export class Roles {
  private readonly roles = new Map<string, Role>();
  private readonly managed = new Map<string, ManagedPolicy>();

  constructor(private readonly now: () => number) {}

  all(): Role[] {
    return [...this.roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Role | null {
    return this.roles.get(name) ?? null;
  }

  role(name: string): Role {
    const found = this.find(name);
    if (found === null) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return found;
  }

  byArn(arn: string): Role | null {
    return this.all().find((role) => role.arn === arn) ?? null;
  }

  create(name: string, trust: string, path = '/'): Role {
    if (this.roles.has(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const role: Role = {
      ...{ name, path, id: newId('AROA'), arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`, createdAt: this.now() },
      ...{ tags: new Map(), policies: new Map(), attached: new Set(), description: null, maxSessionSeconds: HOUR },
      trust: documentOf(trust),
    };
    this.roles.set(name, role);
    return role;
  }

  remove(role: Role): void {
    if (role.policies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (role.attached.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    this.roles.delete(role.name);
  }

  createPolicy(name: string, text: string, path = '/'): ManagedPolicy {
    const arn = `arn:aws:iam::${ACCOUNT}:policy${path}${name}`;
    if (this.managed.has(arn)) throw alreadyExists(`A policy called ${name} already exists.`);
    const created = { name, path, arn, id: newId('ANPA'), createdAt: this.now(), document: documentOf(text) };
    this.managed.set(arn, created);
    return created;
  }

  policy(arn: string): ManagedPolicy {
    const found = this.managed.get(arn);
    if (found === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    return found;
  }

  removePolicy(arn: string): void {
    const { name } = this.policy(arn);
    if (this.all().some(({ attached }) => attached.has(arn))) {
      throw deleteConflict(`Cannot delete the policy ${name} that is attached to entities.`);
    }
    this.managed.delete(arn);
  }

  /** All that a role has. */
  policiesOf({ policies, attached }: Role): Policy[] {
    const inline = [...policies.values()].map(({ policy }) => policy);
    return [...inline, ...[...attached].map((arn) => this.policy(arn).document.policy)];
  }
}

const newId = (prefix: string): string => `${prefix}${randomBytes(9).toString('hex').toUpperCase().slice(0, 17)}`;
