/** The services that a pipeline touches, on this machine, with everything in them that it needs. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../compiler/ir/resources.js';
import { localClient, LOCAL_CREDENTIALS } from './create/clients.js';
import { LAKE } from './create/create-delivery-stream.js';
import { createResource } from './create/create-resource.js';
import { deployable, type Deployable, type DeployableOptions } from './deployable.js';
import { dynamoDbLocalBackend } from './dynamodb/dynamodb-local.js';
import { dynamoDbService, type DynamoDbService } from './dynamodb/dynamodb.js';
import { firehoseService, type LocalFirehose, type Undelivered } from './firehose/firehose-service.js';
import { DEFAULT_REGION } from './front/account.js';
import type { Authority } from './front/authority.js';
import { startFront, type Front } from './front/start-front.js';
import { glueService, type LocalGlue } from './glue/glue-service.js';
import { kinesisService, type KinesisService } from './kinesis/kinesis.js';
import { startOpenSearch, type OpenSearch } from './opensearch/start-opensearch.js';
import { s3Service, type LocalS3 } from './s3/s3-service.js';
import { sqsService, type SqsService } from './sqs/sqs-service.js';
import { stsService } from './sts/sts.js';
import { refusal } from '../refused.js';
import { codeOf, reasonOf } from '../system-error.js';

export interface StartServices {
  readonly needs: readonly Resource[];
  /** For objects, indexes and logs. */
  readonly directory: string;
  /** Of the AWS services; default a free one. */
  readonly port?: number;
  readonly region?: string;
  /** Default `dynalite`, in this process and in memory. */
  readonly dynamodb?: 'dynalite' | 'local';
  /** Of every stream; on demand without. */
  readonly shards?: number;
  /** How many bytes the lake may hold. */
  readonly quotaBytes?: number;
  /** Also what a pipeline is deployed to and watched with: the control plane, roles, logs and metrics. */
  readonly deployable?: DeployableOptions;
  readonly onProgress?: (message: string) => void;
  /** Something that went wrong and is tried again, in a sentence. */
  readonly onProblem?: (message: string) => void;
}

export interface LocalServices {
  readonly endpoint: string;
  readonly region: string;
  /** What makes AWS's tools and SDKs ask these services. */
  readonly environment: Readonly<Record<string, string>>;
  readonly kinesis: KinesisService;
  readonly firehose: LocalFirehose;
  readonly s3: LocalS3;
  readonly glue: LocalGlue;
  readonly sqs: SqsService;
  readonly dynamodb: DynamoDbService;
  /** Once something needs one. */
  readonly opensearch: OpenSearch | null;
  /** When they were asked for. */
  readonly deployable?: Deployable;
  /** The folder that holds what a delivery stream wrote. */
  lake(deliveryStream: string): string;
  /** Makes what is not there yet. */
  add(needs: readonly Resource[]): Promise<void>;
  /** Delivers what waits in buffers, ends everything, and says what the lake did not take. */
  close(): Promise<readonly Undelivered[]>;
}

export async function startServices(options: StartServices): Promise<LocalServices> {
  const { needs, directory, region = DEFAULT_REGION, quotaBytes, shards } = options;
  const { onProgress = () => undefined, onProblem = () => undefined } = options;
  makeFolder(directory);
  const search = new Search(join(directory, 'opensearch'), onProgress);
  const opened: { close(): Promise<void> }[] = [search];
  const closeAll = async (): Promise<void> => {
    for (const each of opened.splice(0).reverse()) await each.close();
  };
  try {
    // Slow to start, so everything else is done meanwhile.
    if (needs.some(isIndex)) search.start().catch(() => undefined);
    const s3 = s3Service({ directory: join(directory, 's3'), ...(quotaBytes !== undefined && { quotaBytes }) });
    const glue = glueService();
    const firehose = firehoseService({ store: s3.store, catalog: glue.catalog, onProblem });
    const kinesis = kinesisService();
    const sqs = sqsService();
    const dynamodb = dynamoDbService(
      options.dynamodb === 'local' ? await dynamoDbLocalBackend(join(directory, 'dynamodb'), onProgress) : undefined,
    );
    let environment: Readonly<Record<string, string>> = {};
    const deploying =
      options.deployable &&
      deployable({
        ...options.deployable,
        ...{ directory: join(directory, 'msf'), objects: s3.store, environment: () => environment, onProblem },
      });
    const services = [kinesis, firehose, s3, glue, sqs, dynamodb, stsService(), ...(deploying?.services ?? [])];
    const front = await openFront(services, deploying?.iam.authority, options);
    environment = environmentOf(front.url, region);
    opened.push(front);
    const made = new Set<string>();
    const where = { client: localClient(front.url, region), catalog: glue.catalog, ...(shards && { shards }) };
    const make = async (need: Resource): Promise<void> => {
      const opensearch = isIndex(need) ? (await search.start()).url : null;
      await createResource(need, { ...where, opensearch });
      made.add(keyOf(need));
    };
    const add = async (wanted: readonly Resource[]): Promise<void> => {
      await Promise.all(wanted.filter((need) => !made.has(keyOf(need))).map(make));
    };
    await add(needs);
    let closing: Promise<readonly Undelivered[]> | undefined;
    return {
      ...{ add, endpoint: front.url, region, kinesis, firehose, s3, glue, sqs, dynamodb },
      get opensearch() {
        return search.running;
      },
      ...(deploying && { deployable: deploying }),
      environment,
      lake: (deliveryStream) => join(directory, 's3', LAKE, deliveryStream),
      close: () =>
        (closing ??= firehose
          .flush()
          .then(closeAll, closeAll)
          .then(() => firehose.undelivered)),
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const isIndex = ({ kind }: Resource): boolean => kind === 'index';

const keyOf = ({ kind, name }: Resource): string => `${kind} ${name}`;

/** An OpenSearch that is started when the first index needs it. */
class Search {
  running: OpenSearch | null = null;
  private starting: Promise<OpenSearch> | null = null;

  constructor(
    private readonly folder: string,
    private readonly onProgress: (message: string) => void,
  ) {}

  async start(): Promise<OpenSearch> {
    this.starting ??= startOpenSearch(this.folder, this.onProgress).catch((error: unknown) => {
      this.starting = null;
      throw error;
    });
    return (this.running = await this.starting);
  }

  /** One that is still starting has to be waited for, or it would keep this process. */
  async close(): Promise<void> {
    await this.starting?.then((started) => started.close()).catch(() => undefined);
  }
}

const environmentOf = (endpoint: string, region: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
});

async function openFront(
  services: Parameters<typeof startFront>[0],
  authority: Authority | undefined,
  { port, onProblem = () => undefined }: StartServices,
): Promise<Front> {
  try {
    return await startFront(services, {
      ...(port !== undefined && { port }),
      ...(authority && { authority }),
      onBug: (error) => onProblem(`a local service failed: ${String(error)}`),
    });
  } catch (error) {
    await Promise.all(services.map((service) => service.close()));
    if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') {
      throw refusal('portNotFree', { port: port ?? 0, reason: codeOf(error) === 'EACCES' ? 'forbidden' : 'taken' });
    }
    throw error;
  }
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw refusal('devFolderUnusable', { folder: directory, reason: reasonOf(error) });
  }
}
