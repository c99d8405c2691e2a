/** The control plane behind the front, with a client of AWS's own, and a job that is not Flink. */
import {
  CreateApplicationCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  KinesisAnalyticsV2Client,
  type ApplicationDetail,
  type ApplicationOperationInfoDetails,
  type CreateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFront } from '../../../local/services/front/start-front.js';
import { iamService, type LocalIam } from '../../../local/services/iam/iam-service.js';
import { logsService, type LocalLogs } from '../../../local/services/logs/logs-service.js';
import { msfService, type MsfService } from '../../../local/msf/msf-service.js';
import type { MsfSettings } from '../../../local/msf/settings.js';
import { s3Service } from '../../../local/services/s3/s3-service.js';
import { FakeJobs } from './fake-job.js';

export const ROLE = 'arn:aws:iam::000000000000:role/counts';
export const NAME = 'counts';

export interface ControlPlane {
  readonly client: KinesisAnalyticsV2Client;
  readonly url: string;
  readonly msf: MsfService;
  readonly iam: LocalIam;
  readonly logs: LocalLogs;
  readonly jobs: FakeJobs;
  /** Makes what lies under a key of the bucket. */
  putJar(key: string, content?: string): void;
  create(more?: Partial<CreateApplicationCommandInput>): Promise<ApplicationDetail>;
  describe(): Promise<ApplicationDetail>;
  /** The operation once it is no longer in progress. */
  ended(operationId: string | undefined): Promise<ApplicationOperationInfoDetails>;
  close(): Promise<void>;
}

export const codeAt = (key: string) => ({
  CodeContentType: 'ZIPFILE' as const,
  CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::artifacts', FileKey: key } },
});

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

export async function controlPlane(settings: Partial<MsfSettings> = {}, client = {}): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-msf-'));
  const bucket = join(folder, 's3', 'artifacts');
  mkdirSync(bucket, { recursive: true });
  const s3 = s3Service({ directory: join(folder, 's3') });
  const iam = iamService();
  const logs = logsService();
  const jobs = new FakeJobs(folder);
  const msf = msfService({
    ...{ directory: join(folder, 'msf'), objects: s3.store, logs, roles: iam, settings },
    environment: () => ({}),
    startJob: jobs.start,
  });
  const front = await startFront([msf, s3, iam, logs], { authority: iam.authority });
  const sdk = new KinesisAnalyticsV2Client({
    ...{ endpoint: front.url, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...client,
  });
  const describe = async (): Promise<ApplicationDetail> => {
    const { ApplicationDetail: detail } = await sdk.send(new DescribeApplicationCommand({ ApplicationName: NAME }));
    if (detail === undefined) throw new Error('no detail');
    return detail;
  };
  return {
    ...{ client: sdk, url: front.url, msf, iam, logs, jobs, describe },
    putJar: (key, content = 'PK as in every zip file') => writeFileSync(join(bucket, key), content),
    async create(more = {}) {
      const { ApplicationDetail: detail } = await sdk.send(
        new CreateApplicationCommand({
          ApplicationName: NAME,
          RuntimeEnvironment: 'FLINK-2_2',
          ServiceExecutionRole: ROLE,
          ApplicationConfiguration: { ApplicationCodeConfiguration: codeAt('a.jar') },
          ...more,
        }),
      );
      if (detail === undefined) throw new Error('no detail');
      return detail;
    },
    async ended(OperationId) {
      for (;;) {
        const { ApplicationOperationInfoDetails: found } = await sdk.send(
          new DescribeApplicationOperationCommand({ ApplicationName: NAME, OperationId }),
        );
        if (found !== undefined && found.OperationStatus !== 'IN_PROGRESS') return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      sdk.destroy();
      await front.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
