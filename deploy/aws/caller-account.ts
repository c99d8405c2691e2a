/** The account of whoever's credentials are in use. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOptions, type AwsAccess } from './access.js';
import { asking } from './service-failure.js';

export async function callerAccount(access: AwsAccess): Promise<string> {
  const client = new STSClient(clientOptions('STS', access));
  try {
    const { Account } = await asking('sts:GetCallerIdentity', 'the caller', () =>
      client.send(new GetCallerIdentityCommand({})),
    );
    return Account ?? '';
  } finally {
    client.destroy();
  }
}
