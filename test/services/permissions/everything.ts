/**
 * The pipeline that touches one of everything runs with the role of its template, which is obeyed: a few orders, one that can't
 * be decoded, and the end of their window. What it asked for, and what it measured, are the result.
 */
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resourcesOf } from '../../../compiler/ir/resources.js';
import type { Permission } from '../../../deploy/infrastructure/permissions.js';
import { Cluster } from '../../../local/cluster/cluster.js';
import { startServices, type LocalServices } from '../../../local/services/start.js';
import { writeJar, type CompiledPipeline } from '../harness/package-pipeline.js';
import { indexCall, startIndexStub, type IndexStub } from './index-stub.js';
import { DOMAIN, makeRole, type JobRole } from './job-role.js';
import { isOf, rarity, type Call } from './used-permissions.js';

export interface Rehearsal {
  readonly permissions: readonly Permission[];
  readonly calls: readonly Call[];
  /** What the role was refused. */
  readonly denied: readonly Call[];
  /** Names of the metrics of the job and of its operators. */
  readonly measured: readonly string[];
}

const LETTERS = { bucket: 'letters', prefix: 'everything' };
export const NAMES = { 'everything-dead-letters': `s3:${LETTERS.bucket}/${LETTERS.prefix}` };
const ENDPOINT = 'users-live.endpoint';
const PATIENCE_MS = 90_000;

export async function rehearse(folder: string, pipeline: CompiledPipeline): Promise<Rehearsal> {
  const directory = join(folder, 'services');
  mkdirSync(directory, { recursive: true });
  const needs = resourcesOf(pipeline.bundle, NAMES).filter(({ kind }) => kind !== 'index');
  const services = await startServices({ needs, directory, shards: 1, deployable: { enforce: true } });
  const stub = await startIndexStub();
  try {
    const role = await makeRole(pipeline, services, NAMES, [ENDPOINT]);
    const cluster = await Cluster.start({
      folder: join(folder, 'cluster'),
      jar: writeJar(folder, pipeline.bundle, pipeline.plan),
      environment: { ...services.environment, ...role.environment },
      properties: { pipectl: { ...NAMES, [ENDPOINT]: stub.url, 'users-live.credentials': 'none' } },
      parallelism: 1,
      checkpointEveryMs: 2_000,
    });
    try {
      return await drive(cluster, services, stub, role);
    } finally {
      await cluster.close();
    }
  } finally {
    await stub.close();
    await services.close();
  }
}

async function drive(cluster: Cluster, services: LocalServices, stub: IndexStub, role: JobRole): Promise<Rehearsal> {
  const calls = (): Call[] => [
    ...role.used(),
    ...stub.requests.map((request) =>
      indexCall(request, `arn:aws:es:${services.region}:000000000000:domain/${DOMAIN}`),
    ),
  ];
  await sendOrders(services);
  const end = Date.now() + PATIENCE_MS;
  const waiting = (): boolean =>
    role.permissions.some(
      (permission) =>
        rarity(permission) === null &&
        // Letters in a bucket are written when the job stops, at the latest.
        permission.action !== 's3:PutObject' &&
        !calls().some((call) => isOf(permission, call)),
    );
  while (waiting() && Date.now() < end) {
    await cluster.untilRunning();
    await sleep(500);
  }
  const measured = await measuredBy(cluster);
  await cluster.stopWithSavepoint();
  const denied = role.used().filter(({ allowed }) => !allowed);
  return { permissions: role.permissions, calls: calls(), denied, measured };
}

/** Three orders of one user, so that it is no new user any more; one that is no order; and one after the window. */
async function sendOrders({ endpoint, region }: LocalServices): Promise<void> {
  const options = { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const [kinesis, dynamodb] = [new KinesisClient(options), new DynamoDBClient(options)];
  const start = Date.now() - 3_600_000;
  const order = (id: number, minutes: number): string =>
    JSON.stringify({
      orderId: `order-${id}`,
      userId: 'user-1',
      amount: 12,
      items: [{ sku: 'a', count: 1 }],
      gift: false,
      at: new Date(start + minutes * 60_000).toISOString(),
    });
  const records = [order(1, 0), order(2, 1), 'no order', order(3, 2), order(4, 30)];
  try {
    await dynamodb.send(
      new PutItemCommand({ TableName: 'users', Item: { userId: { S: 'user-1' }, country: { S: 'DE' } } }),
    );
    for (const text of records) {
      const entry = { Data: Buffer.from(text), PartitionKey: 'user-1' };
      await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records: [entry] }));
      // Changes of one key within one batch would become one.
      await sleep(1_500);
    }
  } finally {
    kinesis.destroy();
    dynamodb.destroy();
  }
}

async function measuredBy({ rest, jobId }: Cluster): Promise<string[]> {
  const { vertices } = await rest.job(jobId);
  const ofOperators = await Promise.all(vertices.map(({ id }) => rest.vertexMetrics(jobId, id)));
  return [...(await rest.jobMetricNames(jobId)), ...ofOperators.flat()];
}
