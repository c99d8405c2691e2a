/** Whether the application's role is there, trusts the service, and may do what the job needs. */
import { GetRoleCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Clients } from '../clients.js';
import { look } from './looking.js';
import { found, joined, NOTHING, type Findings } from './problem.js';

/** Something that the job does, in IAM's words. */
export interface NeededPermission {
  readonly action: string;
  /** An ARN, perhaps with `*`. */
  readonly resource: string;
  /** `read the stream playback` */
  readonly use: string;
  /** What it depends on besides; such a permission can't be simulated. */
  readonly condition?: unknown;
}

const SERVICE = 'kinesisanalytics.amazonaws.com';

export async function checkRole(
  clients: Clients,
  role: string,
  needed: readonly NeededPermission[],
): Promise<Findings> {
  const trust = await look({
    action: 'iam:GetRole',
    resource: `the role ${role}`,
    ask: () => clients.iam.send(new GetRoleCommand({ RoleName: role.split('/').at(-1) ?? role })),
    judge: ({ Role }) =>
      trusts(Role?.AssumeRolePolicyDocument ?? '') ? NOTHING : found({ kind: 'role not trusting', role }),
    missing: { kind: 'role missing', role },
  });
  if (trust.problems.some(({ kind }) => kind === 'role missing')) return trust;
  return joined([trust, await checkPermissions(clients, role, needed)]);
}

async function checkPermissions(
  { iam }: Clients,
  role: string,
  needed: readonly NeededPermission[],
): Promise<Findings> {
  const groups = new Map<string, NeededPermission[]>();
  for (const each of needed.filter(({ condition }) => condition === undefined)) {
    const key = `${each.resource}\0${each.use}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const all = await Promise.all(
    [...groups.values()].map((group) => {
      const { resource = '*', use = '' } = group[0] ?? {};
      const actions = group.map(({ action }) => action);
      return look({
        action: 'iam:SimulatePrincipalPolicy',
        resource: `the permissions of the role ${role}`,
        ask: () =>
          iam.send(
            new SimulatePrincipalPolicyCommand({
              PolicySourceArn: role,
              ActionNames: actions,
              ResourceArns: [resource],
            }),
          ),
        judge: ({ EvaluationResults = [] }) => {
          const denied = EvaluationResults.filter(({ EvalDecision }) => EvalDecision !== 'allowed');
          if (denied.length === 0) return NOTHING;
          const missing = denied.map(({ EvalActionName = '' }) => EvalActionName);
          return found({ kind: 'permission missing', role, actions: missing, resource, use });
        },
      });
    }),
  );
  const { problems, unchecked } = joined(all);
  // The reason is the same for all of them.
  return { problems, unchecked: unchecked.slice(0, 1) };
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: '*' | { readonly Service?: string | readonly string[] };
  readonly Action?: string | readonly string[];
}

/** Whether a trust policy, as IAM gives it (percent-encoded JSON), lets the service take the role on. */
export function trusts(document: string): boolean {
  let policy: { readonly Statement?: Statement | readonly Statement[] };
  try {
    policy = JSON.parse(document.startsWith('%') ? decodeURIComponent(document) : document) as typeof policy;
  } catch {
    return false;
  }
  const statements = policy.Statement === undefined ? [] : [policy.Statement].flat();
  return statements.some(({ Effect, Principal, Action }) => {
    const services = typeof Principal === 'object' ? [Principal.Service ?? []].flat() : [];
    const actions = [Action ?? []].flat();
    return (
      Effect === 'Allow' &&
      services.includes(SERVICE) &&
      actions.some((action) => ['sts:AssumeRole', 'sts:*', '*'].includes(action))
    );
  });
}
