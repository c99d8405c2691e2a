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
import type { Metric } from '../../../deploy/infrastructure/metrics.js';
import type { Permission } from '../../../deploy/infrastructure/permissions.js';
import { Cluster } from '../../../local/cluster/cluster.js';
import { startServices, type LocalServices } from '../../../local/services/start.js';
import { writeJar, type CompiledPipeline } from '../harness/package-pipeline.js';
import { indexCall, startIndexStub, type IndexStub } from './index-stub.js';
import { DOMAIN, makeRole, type JobRole } from './job-role.js';
import { isMeasured } from './measured.js';
import { isOf, rarity, type Call, type Uses } from './used-permissions.js';

export interface Rehearsal extends Uses {
  /** What the role was refused. */
  readonly denied: readonly Call[];
  /** Names of the metrics of the job and of its operators. */
  readonly measured: readonly string[];
}

const LETTERS = { bucket: 'letters', prefix: 'everything' };
export const NAMES = { 'everything-dead-letters': `s3:${LETTERS.bucket}/${LETTERS.prefix}` };
const ENDPOINT = 'users-live.endpoint';
const PATIENCE_MS = 120_000;

/** `watched` are the metrics of alarms and graphs. */
export async function rehearse(
  folder: string,
  pipeline: CompiledPipeline,
  watched: readonly Metric[],
): Promise<Rehearsal> {
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
      return await drive(cluster, services, { stub, role, watched });
    } finally {
      await cluster.close();
    }
  } finally {
    await stub.close();
    await services.close();
  }
}

async function drive(
  cluster: Cluster,
  services: LocalServices,
  { stub, role, watched }: { stub: IndexStub; role: JobRole; watched: readonly Metric[] },
): Promise<Rehearsal> {
  const calls = (): Call[] => [
    ...role.used(),
    ...stub.requests.map((request) =>
      indexCall(request, `arn:aws:es:${services.region}:000000000000:domain/${DOMAIN}`),
    ),
  ];
  /** Ends without all of them when time is up: the tests say which are missing. */
  const untilUsed = async (permissions: readonly Permission[]): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (permissions.some((each) => !calls().some((call) => isOf(each, call))) && Date.now() < end) {
      await cluster.untilRunning();
      await sleep(200);
    }
  };
  const { permissions } = role;
  await writeUser(services);
  await sendOrders(services, [order(1, 0), order(2, 1), 'no order']);
  // Changes of one key within one batch would become one.
  await untilUsed(permissions.filter(({ action }) => action === 'dynamodb:PutItem'));
  await sendOrders(services, [order(3, 2), order(4, 30)]);
  // Letters in a bucket are written when the job stops, at the latest.
  await untilUsed(permissions.filter((each) => rarity(each) === null && each.action !== 's3:PutObject'));
  const measured = await measuredBy(cluster, watched);
  await cluster.stopWithSavepoint();
  const denied = role.used().filter(({ allowed }) => !allowed);
  return { permissions, calls: calls(), denied, measured };
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

async function writeUser({ endpoint, region }: LocalServices): Promise<void> {
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  const Item = { userId: { S: 'user-1' }, country: { S: 'DE' } };
  await dynamodb.send(new PutItemCommand({ TableName: 'users', Item })).finally(() => dynamodb.destroy());
}

const start = Date.now() - 3_600_000;

/** All of one user, who is no new user any more with the third; the fourth comes after the window of the others. */
const order = (id: number, minutes: number): string =>
  JSON.stringify({
    orderId: `order-${id}`,
    userId: 'user-1',
    amount: 12,
    items: [{ sku: 'a', count: 1 }],
    gift: false,
    at: new Date(start + minutes * 60_000).toISOString(),
  });

async function sendOrders({ endpoint, region }: LocalServices, orders: readonly string[]): Promise<void> {
  const kinesis = new KinesisClient({ endpoint, region, credentials });
  const Records = orders.map((text) => ({ Data: Buffer.from(text), PartitionKey: 'user-1' }));
  await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records })).finally(() => kinesis.destroy());
}

/** Flink answers with what it knew when it was last asked: it is asked until everything watched is among it. */
async function measuredBy({ rest, jobId }: Cluster, watched: readonly Metric[]): Promise<string[]> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { vertices } = await rest.job(jobId);
    const ofOperators = await Promise.all(vertices.map(({ id }) => rest.vertexMetrics(jobId, id)));
    const names = [...(await rest.jobMetricNames(jobId)), ...ofOperators.flat()];
    if (watched.every((metric) => isMeasured(metric, names)) || Date.now() > end) return names;
    await sleep(500);
  }
}
