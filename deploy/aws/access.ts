/** How clients reach AWS: the SDK's own rules, except that the caller's credentials never go to a port of this machine. */

// On Node 20, which pipectl supports, the SDK would warn about its own plans on every command's standard error.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

export interface AwsAccess {
  /** Null: the one that the SDK finds. */
  readonly region: string | null;
  /** Null: AWS, or where AWS_ENDPOINT_URL says. */
  readonly endpoint: string | null;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the configurations of all clients have in common. */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
  readonly maxAttempts: number;
}

const LOCAL: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const LOCAL_REGION = 'us-east-1';
const ATTEMPTS = 6;

/** As the SDK's variables for endpoints name them. */
export type Service =
  | 'KINESIS'
  | 'FIREHOSE'
  | 'SQS'
  | 'S3'
  | 'DYNAMODB'
  | 'STS'
  | 'KINESIS_ANALYTICS_V2'
  | 'CLOUDWATCH_LOGS'
  | 'CLOUDWATCH'
  | 'IAM';

export function clientOptions(
  service: Service,
  access: AwsAccess,
  env: NodeJS.ProcessEnv = process.env,
): ClientOptions {
  const endpoint = endpointOf(service, access, env);
  const { region } = access;
  if (endpoint === null || !isLoopback(endpoint))
    return {
      ...(region !== null && { region }),
      ...(access.endpoint !== null && { endpoint: access.endpoint }),
      maxAttempts: ATTEMPTS,
    };
  return { region: region ?? env['AWS_REGION'] ?? LOCAL_REGION, endpoint, credentials: LOCAL, maxAttempts: ATTEMPTS };
}

/** As the SDK decides it: what was asked for, the variable of the service, the one for all. */
export function endpointOf(service: Service, { endpoint }: AwsAccess, env: NodeJS.ProcessEnv): string | null {
  return endpoint ?? env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'] ?? null;
}

export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
