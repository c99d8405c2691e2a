/** The clients of all services that an application is managed through, made when they are first asked for. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions, endpointOf, isLoopback, type AwsAccess } from '../aws/access.js';

export interface Clients {
  readonly access: AwsAccess;
  readonly applications: KinesisAnalyticsV2Client;
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  readonly cloudwatch: CloudWatchClient;
  /** Between two looks at something that changes by itself. */
  readonly pollMs: number;
  close(): void;
}

const POLL_MS = 3_000;
/** Where everything is on this machine, nobody counts requests. */
const LOCAL_POLL_MS = 100;

export function openClients(access: AwsAccess): Clients {
  const open: { destroy(): void }[] = [];
  const once = <T extends { destroy(): void }>(make: () => T): (() => T) => {
    let made: T | null = null;
    return () => {
      if (made === null) open.push((made = make()));
      return made;
    };
  };
  const isLocal = isLoopback(endpointOf('KINESIS_ANALYTICS_V2', access, process.env) ?? '');
  const s3 = clientOptions('S3', access);
  const applications = once(() => new KinesisAnalyticsV2Client(clientOptions('KINESIS_ANALYTICS_V2', access)));
  const objects = once(() => new S3Client({ ...s3, forcePathStyle: isLoopback(s3.endpoint ?? '') }));
  const logs = once(() => new CloudWatchLogsClient(clientOptions('CLOUDWATCH_LOGS', access)));
  const iam = once(() => new IAMClient(clientOptions('IAM', access)));
  const cloudwatch = once(() => new CloudWatchClient(clientOptions('CLOUDWATCH', access)));
  return {
    access,
    get applications() {
      return applications();
    },
    get s3() {
      return objects();
    },
    get logs() {
      return logs();
    },
    get iam() {
      return iam();
    },
    get cloudwatch() {
      return cloudwatch();
    },
    pollMs: isLocal ? LOCAL_POLL_MS : POLL_MS,
    close: () => open.splice(0).forEach((client) => client.destroy()),
  };
}
