/** A pipeline that is deployed to the control plane of this machine, with the services that it touches beside it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateApplicationCommand, StartApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { resourcesOf } from '../../compiler/ir/resources.js';
import { readApplication, type ActualApplication } from '../../deploy/application/actual.js';
import { openClients, type Clients } from '../../deploy/application/clients.js';
import { desiredOf } from '../../deploy/application/desired.js';
import { uploadJar } from '../../deploy/application/jar-store.js';
import { listOperations, readOperation } from '../../deploy/application/operation.js';
import { createRequest, runConfiguration } from '../../deploy/application/requests.js';
import { TAGS, type DeployTarget } from '../../deploy/application/target.js';
import { until } from '../../deploy/application/wait.js';
import { packageJar } from '../../deploy/package/package-jar.js';
import { runtimeJar } from '../../local/own-jars.js';
import type { StartJob } from '../../local/msf/run/job.js';
import { startServices, type LocalServices } from '../../local/services/start.js';
import { folderWith } from '../cli/pipectl.js';
import { compilePipeline, type CompiledPipeline } from './harness/package-pipeline.js';

export const ACCOUNT = '000000000000';
const BUCKET = 'jars';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipectl`;
const START_MS = 300_000;

export interface Deployed {
  readonly services: LocalServices;
  readonly clients: Clients;
  readonly target: DeployTarget;
  /** A project with the pipeline and its pipectl.yaml: where commands are run. */
  readonly project: string;
  /** For the environment of commands. */
  readonly env: Readonly<Record<string, string>>;
  read(): Promise<ActualApplication | null>;
  put(stream: string, records: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

export interface DeployOrder {
  /** Name of the pipeline, of its folder and of its application. */
  readonly name: string;
  /** `pipeline.ts`. */
  readonly source: string;
  /** What pipectl.yaml says of the environment besides. */
  readonly settings?: string;
  /** In place of Flink, where a test is not about the job. */
  readonly startJob?: StartJob;
}

/** Deploys it through the API alone, as somebody else's script might, and waits until it is RUNNING. */
export async function deployed({ name, source, settings = '', startJob }: DeployOrder): Promise<Deployed> {
  const directory = mkdtempSync(join(tmpdir(), 'pipectl-deployed-'));
  const yaml = `environments:\n  production:\n    account: '${ACCOUNT}'\n    region: us-east-1\n    artifacts: s3://${BUCKET}/pipectl\n    role: ${ROLE}\n${settings}`;
  const project = folderWith({ [`pipelines/${name}/pipeline.ts`]: source, 'pipectl.yaml': yaml });
  const pipeline = await compilePipeline(join(project, 'pipelines', name, 'pipeline.ts'));
  const services = await startServices({
    needs: resourcesOf(pipeline.bundle),
    directory,
    shards: 2,
    deployable: startJob ? { startJob } : {},
  });
  const { endpoint, region } = services;
  const access = { region, endpoint };
  const clients = openClients(access);
  const target = targetOf(name, access);
  const kinesis = new KinesisClient({ ...access, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const close = async (): Promise<void> => {
    clients.close();
    kinesis.destroy();
    await services.close();
    for (const folder of [directory, project]) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await create(clients, target, pipeline);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ services, clients, target, project, close },
    env: { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
    read: () => readApplication(clients, target),
    put: async (StreamName, records) => {
      const Records = records.map((record, i) => ({ Data: Buffer.from(JSON.stringify(record)), PartitionKey: `${i}` }));
      await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
    },
  };
}

const targetOf = (name: string, access: DeployTarget['access']): DeployTarget => ({
  ...{ application: name, pipeline: name, environment: 'production', account: ACCOUNT, region: 'us-east-1', access },
  artifacts: { bucket: BUCKET, prefix: 'pipectl' },
  role: ROLE,
  names: {},
  tags: { [TAGS.pipeline]: name, [TAGS.environment]: 'production' },
  vpc: null,
  kms: null,
  logs: { group: `/pipectl/${name}`, stream: 'flink', retentionDays: 1 },
  parallelism: 1,
  checkpointEvery: 1_000,
  keepSnapshots: 5,
  healthTimeoutMs: START_MS,
});

async function create(clients: Clients, target: DeployTarget, pipeline: CompiledPipeline): Promise<void> {
  const jar = packageJar({ runtimeJar: readFileSync(runtimeJar()), bundle: pipeline.bundle, plan: pipeline.plan });
  const desired = desiredOf(pipeline, pipeline.job, jar, target);
  const { application: ApplicationName, logs, region } = target;
  await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await uploadJar(clients, desired.code, jar);
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: logs.group }));
  await clients.logs.send(new CreateLogStreamCommand({ logGroupName: logs.group, logStreamName: logs.stream }));
  await clients.applications.send(new CreateApplicationCommand(createRequest(desired, region)));
  const RunConfiguration = runConfiguration({ from: 'nothing' }, false);
  await clients.applications.send(new StartApplicationCommand({ ApplicationName, RunConfiguration }));
  const waiting = { deadline: Date.now() + START_MS, everyMs: 100, signal: AbortSignal.timeout(START_MS) };
  const status = await until(async () => {
    const actual = await readApplication(clients, target);
    return actual?.status === 'STARTING' ? null : (actual?.status ?? 'gone');
  }, waiting);
  if (status === 'RUNNING') return;
  const [start] = await listOperations(clients, ApplicationName);
  const why = start && (await readOperation(clients, ApplicationName, start.id)).error;
  throw new Error(`the application is ${status ?? 'still STARTING'}: ${why ?? 'nobody says why'}`);
}
