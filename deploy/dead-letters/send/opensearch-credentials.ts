/** How requests to OpenSearch are signed in, as the table's option `credentials` says. */
import type { AwsAccess } from '../../aws/access.js';
import { isLoopback } from '../../aws/access.js';
import { ServiceFailure } from '../../aws/service-failure.js';
import { signed, type PlainRequest } from '../../aws/signed-request.js';

/** `sigv4`, `none`, `env:NAME`, or the ARN of a secret; the request's headers with what it takes. */
export async function authorization(
  request: PlainRequest,
  option: string | undefined,
  access: AwsAccess,
): Promise<Readonly<Record<string, string>>> {
  // A server on this machine knows nothing of AWS.
  const wanted = option ?? (isLoopback(request.url) ? 'none' : 'sigv4');
  if (wanted === 'none' || (wanted === 'sigv4' && isLoopback(request.url))) return request.headers;
  if (wanted === 'sigv4') return signed(request, serviceOf(request.url), access);
  const variable = /^env:(.+)$/.exec(wanted)?.[1];
  const basic = variable === undefined ? await fromSecret(wanted, access) : fromVariable(variable);
  return { ...request.headers, authorization: `Basic ${Buffer.from(basic).toString('base64')}` };
}

/** Collections of OpenSearch Serverless have a service of their own. */
const serviceOf = (url: string): string => (new URL(url).hostname.includes('.aoss.') ? 'aoss' : 'es');

function fromVariable(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value.includes(':')) return value;
  throw new ServiceFailure(
    'credentials',
    'es:ESHttpPost',
    `the variable ${name}`,
    'NoCredentials',
    `${name} holds no user:password`,
  );
}

async function fromSecret(arn: string, access: AwsAccess): Promise<string> {
  const region = arn.split(':')[3] ?? '';
  const request: PlainRequest = {
    method: 'POST',
    url: `https://secretsmanager.${region}.amazonaws.com/`,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: arn }),
  };
  const headers = await signed(request, 'secretsmanager', { ...access, region });
  const answer = await fetch(request.url, { method: 'POST', headers, body: request.body });
  const text = await answer.text();
  const refused = (code: string): ServiceFailure =>
    new ServiceFailure(
      'denied',
      'secretsmanager:GetSecretValue',
      `the secret '${arn}'`,
      code,
      `it gives no username and password`,
    );
  if (!answer.ok) throw refused(String(answer.status));
  const { SecretString = '{}' } = JSON.parse(text) as { SecretString?: string };
  const { username, password } = JSON.parse(SecretString) as { username?: string; password?: string };
  if (username === undefined || password === undefined) throw refused('NoPassword');
  return `${username}:${password}`;
}
