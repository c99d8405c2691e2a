/** What a deploy needs besides the pipeline's own resources: a bucket for jars, and a role, which here may do everything. */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { localClient, using } from '../services/create/clients.js';
import { ACCOUNT } from '../services/front/account.js';
import type { LocalServices } from '../services/start.js';

export interface DeployPlace {
  readonly account: string;
  /** `s3://bucket/prefix`. */
  readonly artifacts: string;
  /** Its ARN. */
  readonly role: string;
}

const BUCKET = 'pipectl-artifacts';
const ROLE = 'pipectl';

export async function makeDeployPlace({
  endpoint,
  region,
}: Pick<LocalServices, 'endpoint' | 'region'>): Promise<DeployPlace> {
  const local = localClient(endpoint, region);
  await using(new S3Client({ ...local, forcePathStyle: true }), (client) =>
    client.send(new CreateBucketCommand({ Bucket: BUCKET })),
  );
  await using(new IAMClient(local), async (client) => {
    const trusted = { Principal: { Service: 'kinesisanalytics.amazonaws.com' }, Action: 'sts:AssumeRole' };
    await client.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: allowing(trusted) }));
    const everything = allowing({ Action: '*', Resource: '*' });
    await client.send(
      new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'everything', PolicyDocument: everything }),
    );
  });
  return { account: ACCOUNT, artifacts: `s3://${BUCKET}/jars`, role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}` };
}

const allowing = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
