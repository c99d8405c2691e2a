/** The services of this machine, real Flink processes with a packaged pipeline, and clients to look at both. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { resourcesOf, type Resource } from '../../../compiler/ir/resources.js';
import { Cluster, type Restore } from '../../../local/cluster/cluster.js';
import type { DeployableOptions } from '../../../local/services/deployable.js';
import { ACCOUNT } from '../../../local/services/front/account.js';
import { startServices, type LocalServices } from '../../../local/services/start.js';
import { indexCall } from '../permissions/index-stub.js';
import { DOMAIN, makeRole, type JobRole } from '../permissions/job-role.js';
import type { Uses } from '../permissions/used-permissions.js';
import { CutLine } from './cut-line.js';
import { OpenSearchIndex } from './documents.js';
import { isFor, load, openShards, putIntoEveryShard, type OpenShard } from './load.js';
import { writeJar, type CompiledPipeline } from './package-pipeline.js';
import { recordOf, type StreamRecord } from './traffic.js';

export interface WorldOptions {
  readonly folder: string;
  readonly pipeline: CompiledPipeline;
  readonly shards?: number;
  readonly parallelism?: number;
  readonly taskManagers?: number;
  readonly checkpointEveryMs?: number;
  /** What the services hold from the beginning; without it all that the pipeline touches. */
  readonly needs?: readonly Resource[];
  /** What the control plane does; by default roles are obeyed. */
  readonly deployable?: DeployableOptions;
  readonly log: (message: string) => void;
}

export const STREAM = 'playback';
export const TABLE = 'title-popularity';
export const INDEX = 'title-popularity-live';
export const DELIVERY_STREAM = 'playback-raw';
export const QUEUE = 'title-popularity-dead-letters';

/** Far enough behind the last event for every window that holds one. */
const CLOSING_MS = 10 * 60_000;

export class World {
  /** The bytes of every record that the stream took. */
  readonly sent: Buffer[] = [];
  readonly kinesis: KinesisClient;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  /** Ours to look at; the job reaches it through a line that can be cut. */
  readonly index: OpenSearchIndex;
  private running: Cluster | null = null;
  /** Of the jobs that are started here; one that is deployed has its own. */
  private role: JobRole | null = null;
  private clusters = 0;
  private ticks = 0;
  private silent: OpenShard | null = null;

  private constructor(
    readonly services: LocalServices,
    readonly line: CutLine,
    private readonly options: WorldOptions,
  ) {
    const client = { endpoint: services.endpoint, region: services.region };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.kinesis = new KinesisClient({ ...client, credentials });
    this.dynamodb = new DynamoDBClient({ ...client, credentials });
    this.sqs = new SQSClient({ ...client, credentials });
    this.index = new OpenSearchIndex(services.opensearch?.url ?? '', INDEX);
  }

  static async open(options: WorldOptions): Promise<World> {
    const directory = join(options.folder, 'services');
    mkdirSync(directory, { recursive: true });
    const { pipeline, needs = resourcesOf(pipeline.bundle), shards = 2, deployable = { enforce: true } } = options;
    const services = await startServices({
      ...{ needs, directory, shards, deployable },
      onProgress: options.log,
      onProblem: options.log,
    });
    return new World(services, await CutLine.to(services.opensearch?.url ?? ''), options);
  }

  get folder(): string {
    return this.options.folder;
  }

  get bundle(): Bundle {
    return this.options.pipeline.bundle;
  }

  get cluster(): Cluster {
    if (this.running === null) throw new Error('no cluster runs');
    return this.running;
  }

  /** What the job has asked for so far, and may. */
  get uses(): Uses {
    const domain = `arn:aws:es:${this.services.region}:${ACCOUNT}:domain/${DOMAIN}`;
    const ofIndex = [...this.line.requests].map((request) => indexCall(request, domain));
    return { permissions: this.role?.permissions ?? [], calls: [...(this.role?.used() ?? []), ...ofIndex] };
  }

  async startCluster(restore?: Restore): Promise<Cluster> {
    const { folder, pipeline, log, parallelism = 2, taskManagers = 1, checkpointEveryMs = 3_000 } = this.options;
    this.role ??= await makeRole(pipeline, this.services, {}, [`${INDEX}.endpoint`]);
    this.running = await Cluster.start({
      folder: join(folder, `cluster-${++this.clusters}`),
      jar: writeJar(folder, pipeline.bundle, pipeline.plan),
      environment: { ...this.services.environment, ...this.role.environment },
      properties: { pipectl: { [`${INDEX}.endpoint`]: this.line.url, [`${INDEX}.credentials`]: 'none' } },
      parallelism,
      taskManagers,
      checkpointEveryMs,
      onProgress: log,
      ...(restore && { restore }),
    });
    return this.running;
  }

  /** Stops the job with a savepoint, which writes everything out, and ends the processes. */
  async stopCluster(): Promise<string> {
    const savepoint = await this.cluster.stopWithSavepoint();
    await this.cluster.close();
    this.running = null;
    return savepoint;
  }

  async send(records: Iterable<StreamRecord>, rate?: number): Promise<void> {
    await load(this.audible(records), { ...this.loading, ...(rate && { rate }) });
  }

  /** From now on nothing is sent to the shard. */
  silence(shard: OpenShard): void {
    this.silent = shard;
  }

  /** Moves the time of every open shard past the end of all windows, by one good record each. */
  async closeWindows(): Promise<void> {
    const at = new Date(this.latestEvent() + CLOSING_MS);
    const tick = (shard: string): StreamRecord => recordOf({ eventId: `tick-${++this.ticks}-${shard}`, at });
    await putIntoEveryShard(tick, this.loading, (shard) => shard !== this.silent?.id);
  }

  openShards(): Promise<readonly OpenShard[]> {
    return openShards(this.kinesis, STREAM);
  }

  async queueUrl(): Promise<string> {
    const { QueueUrl: url = '' } = await this.sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE }));
    return url;
  }

  async close(): Promise<void> {
    await this.running?.close();
    this.running = null;
    for (const client of [this.kinesis, this.dynamodb, this.sqs]) client.destroy();
    await this.line.cut();
    await this.services.close();
  }

  private get loading(): { client: KinesisClient; stream: string; onSent: (record: StreamRecord) => void } {
    return { client: this.kinesis, stream: STREAM, onSent: ({ data }) => void this.sent.push(data) };
  }

  private *audible(records: Iterable<StreamRecord>): Generator<StreamRecord> {
    for (const record of records) {
      if (this.silent === null || !isFor(this.silent, record.partitionKey)) yield record;
    }
  }

  /** Of the records that are on time; one from the future counts nowhere. */
  private latestEvent(): number {
    let latest = 0;
    for (const data of this.sent) {
      const at = /"at":"(2026-0[1-9]-[^"]{5,})"/.exec(data.toString('latin1'))?.[1];
      const time = at === undefined ? NaN : Date.parse(at);
      if (time > latest) latest = time;
    }
    return latest;
  }
}
