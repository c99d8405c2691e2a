/**
 * IAM, as far as an application's role is made, looked at and obeyed: roles, policies, what they allow, and who used what.
 * Whether roles are obeyed is a switch; what they use is always remembered.
 */
import { accessDenied, type Authority } from '../front/authority.js';
import { AwsError } from '../front/aws-error.js';
import { callQuery } from '../front/query-protocol.js';
import type { LocalService } from '../front/service.js';
import { decide, trusts } from './policy.js';
import { policyOperations } from './policy-operations.js';
import { roleOperations } from './role-operations.js';
import { Roles } from './roles.js';
import { Sessions, type Credentials } from './sessions.js';
import { Usage, type Used } from './usage.js';
import { iamAccesses } from './accesses.js';

export interface IamOptions {
  readonly now?: () => number;
  /** Whether roles are obeyed from the start. */
  readonly enforce?: boolean;
}

export interface LocalIam extends LocalService {
  /** What the front asks. */
  readonly authority: Authority;
  enforce(on: boolean): void;
  /** Credentials of a role; what is asked with them is the role's. */
  session(role: string): Credentials;
  /** All sessions of a role that are open now have expired. */
  expire(role: string): void;
  /** What a role has used so far, also while roles are not obeyed. */
  used(role: string): readonly Used[];
  forgetUsed(): void;
  /** Why a service can not do this as the role, in a sentence; null when it can, or when roles are not obeyed. */
  refusal(role: string, action: string, resource: string): string | null;
  /** The environment of a process that acts as the role. */
  environment(role: string): Readonly<Record<string, string>>;
}

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
/** Whom the roles of applications must trust. */
const MSF = 'kinesisanalytics.amazonaws.com';

export function iamService({ now = Date.now, enforce: enforced = false }: IamOptions = {}): LocalIam {
  const roles = new Roles(now);
  const sessions = new Sessions();
  const usage = new Usage();
  let isEnforced = enforced;
  const allows = (arn: string, action: string, resource: string): boolean => {
    const role = roles.byArn(arn);
    return role !== null && decide(roles.policiesOf(role), { action, resource }) === 'allowed';
  };
  const session = (role: string): Credentials => sessions.open(role);
  const operations = { ...roleOperations(roles), ...policyOperations(roles) };
  return {
    name: 'iam',
    protocol: 'query',
    authority: {
      callerOf(accessKey) {
        if (!sessions.isExpired(accessKey)) return sessions.roleOf(accessKey);
        throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
      },
      check(caller, access) {
        const allowed = allows(caller, access.action, access.resource);
        usage.add(caller, access, allowed);
        if (!allowed && isEnforced) throw accessDenied(caller, access);
      },
    },
    enforce: (on) => void (isEnforced = on),
    session,
    expire: (role) => sessions.expire(role),
    used: (role) => usage.of(role),
    forgetUsed: () => usage.clear(),
    refusal(arn, action, resource) {
      const role = roles.byArn(arn);
      const allowed = allows(arn, action, resource);
      usage.add(arn, { action, resource }, allowed);
      if (!isEnforced) return null;
      if (role === null) return `The role ${arn} does not exist.`;
      if (!trusts(role.trust.policy, MSF)) return `The role ${arn} does not let ${MSF} assume it.`;
      return allowed ? null : `The role ${arn} is not allowed ${action} on ${resource}.`;
    },
    environment(role) {
      const { accessKeyId, secretAccessKey, sessionToken } = session(role);
      return {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      };
    },
    accesses: iamAccesses,
    handle: (request) => callQuery(operations, request, NAMESPACE),
    close: async () => undefined,
  };
}
