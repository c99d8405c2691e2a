/** Credentials that name a role, as a process gets them that acts as one. */
import { randomBytes } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** By this a connector knows credentials that it may send to a service on this machine: they mean nothing to AWS. */
const LOCAL_TOKEN = 'pipectl-local/';

export class Sessions {
  private readonly roles = new Map<string, string>();
  private readonly expired = new Set<string>();

  open(role: string): Credentials {
    const accessKeyId = `ASIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`;
    this.roles.set(accessKeyId, role);
    return { accessKeyId, secretAccessKey: secret(30), sessionToken: LOCAL_TOKEN + secret(120) };
  }

  /** Null for a key that is not of a session. */
  roleOf(accessKeyId: string): string | null {
    return this.roles.get(accessKeyId) ?? null;
  }

  /** All that are open for a role. */
  expire(role: string): void {
    for (const [key, each] of this.roles) if (each === role) this.expired.add(key);
  }

  isExpired(accessKeyId: string): boolean {
    return this.expired.has(accessKeyId);
  }
}

const secret = (bytes: number): string => randomBytes(bytes).toString('base64');
