/**
 * The role of the generated template, made in the local IAM and obeyed: what a job asks for with it is allowed or refused as on
 * AWS, and remembered.
 */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Compiled } from '../../../compiler/compile.js';
import { executionRole, EXECUTION_ROLE_ID } from '../../../deploy/infrastructure/execution-role.js';
import { requiredPermissions, type Permission } from '../../../deploy/infrastructure/permissions.js';
import type { InfrastructureTarget } from '../../../deploy/infrastructure/target.js';
import { ACCOUNT } from '../../../local/services/front/account.js';
import type { LocalServices } from '../../../local/services/start.js';

/** A domain of AWS, which the requests to the local cluster are taken for. */
export const DOMAIN = 'titles';

export interface JobRole {
  readonly permissions: readonly Permission[];
  readonly environment: Readonly<Record<string, string>>;
  /** What the job has asked for so far. */
  used(): readonly { readonly action: string; readonly resource: string; readonly allowed: boolean }[];
}

export function localTarget(
  application: string,
  region: string,
  names: Readonly<Record<string, string>>,
): InfrastructureTarget {
  return {
    application,
    environment: 'test',
    account: ACCOUNT,
    region,
    artifacts: { bucket: 'artifacts', prefix: '' },
    role: `arn:aws:iam::${ACCOUNT}:role/${application}`,
    names,
    tags: {},
    vpc: null,
    kms: null,
    logs: { group: `/pipectl/${application}`, stream: 'flink', retentionDays: 30 },
    lake: null,
    external: [],
  };
}

/** `endpoints` are the placeholders of endpoints of indexes. */
export async function makeRole(
  { bundle }: Pick<Compiled, 'bundle'>,
  services: LocalServices,
  names: Readonly<Record<string, string>>,
  endpoints: readonly string[],
): Promise<JobRole> {
  const { deployable, endpoint, region } = services;
  if (!deployable) throw new Error('the services have no IAM');
  const domain = `https://search-${DOMAIN}-a1b2c3d4e5f6g7h8i9j0k1l2m3.${region}.es.amazonaws.com`;
  const known = new Set(bundle.placeholders.map(({ name }) => name));
  const domains = Object.fromEntries(endpoints.filter((name) => known.has(name)).map((name) => [name, domain]));
  const target = localTarget(bundle.pipeline, region, { ...names, ...domains });
  const { Properties } = executionRole(bundle, target)[EXECUTION_ROLE_ID] ?? {};
  const client = new IAMClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  try {
    const RoleName = String(Properties?.['RoleName']);
    await client.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(Properties?.['AssumeRolePolicyDocument']),
      }),
    );
    for (const { PolicyName, PolicyDocument } of Properties?.['Policies'] as unknown as readonly Policy[]) {
      await client.send(
        new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }),
      );
    }
  } finally {
    client.destroy();
  }
  return {
    permissions: requiredPermissions(bundle, target),
    environment: deployable.iam.environment(target.role),
    used: () => deployable.iam.used(target.role),
  };
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: object;
}
