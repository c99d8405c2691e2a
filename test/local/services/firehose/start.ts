/** A local Firehose with its lake and catalog, a clock of its own, and AWS's SDK. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateDeliveryStreamCommand,
  FirehoseClient,
  PutRecordBatchCommand,
  type ExtendedS3DestinationConfiguration,
  type PutRecordBatchCommandOutput,
} from '@aws-sdk/client-firehose';
import { firehoseService, type LocalFirehose } from '../../../../local/services/firehose/firehose-service.js';
import { glueService, type LocalGlue } from '../../../../local/services/glue/glue-service.js';
import { startLake, type Lake } from '../s3/lake.js';

export const START = Date.UTC(2026, 10, 21, 13, 5, 9);
export const BUCKET = 'lake';

export interface Started extends Lake {
  readonly firehose: LocalFirehose;
  readonly glue: LocalGlue;
  readonly sdk: FirehoseClient;
  readonly problems: string[];
  /** Seconds since START. */
  clock: number;
  create(name: string, destination?: Partial<ExtendedS3DestinationConfiguration>): Promise<string>;
  put(name: string, records: readonly (string | Buffer | object)[]): Promise<PutRecordBatchCommandOutput>;
  /** What lies in the bucket, by key. */
  objects(): Record<string, Buffer>;
}

export async function start(quotaBytes?: number): Promise<Started> {
  const problems: string[] = [];
  let firehose: LocalFirehose | undefined;
  let started: Started | undefined;
  const now = (): number => START + (started?.clock ?? 0) * 1000;
  const glue = glueService({ now });
  const lake = await startLake({ now, ...(quotaBytes !== undefined && { quotaBytes }) }, ({ store }) => {
    const onProblem = (message: string): number => problems.push(message);
    firehose = firehoseService({ store, catalog: glue.catalog, now, onProblem });
    return [firehose, glue];
  });
  if (!firehose) throw new Error('not started');
  lake.s3.store.buckets.create(BUCKET, 'us-east-1', START);
  const sdk = new FirehoseClient({
    endpoint: lake.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  started = {
    ...{ ...lake, firehose, glue, sdk, problems, clock: 0 },
    async create(name, destination = {}) {
      const input = {
        DeliveryStreamName: name,
        ExtendedS3DestinationConfiguration: { ...DESTINATION, ...destination },
      };
      return (await sdk.send(new CreateDeliveryStreamCommand(input))).DeliveryStreamARN ?? '';
    },
    put: (name, records) =>
      sdk.send(
        new PutRecordBatchCommand({
          DeliveryStreamName: name,
          Records: records.map((each) => ({ Data: dataOf(each) })),
        }),
      ),
    objects: () => filesBelow(join(lake.folder, BUCKET)),
    async close() {
      sdk.destroy();
      await lake.close();
    },
  };
  return started;
}

export const DESTINATION: ExtendedS3DestinationConfiguration = {
  RoleARN: 'arn:aws:iam::000000000000:role/delivery',
  BucketARN: `arn:aws:s3:::${BUCKET}`,
};

const dataOf = (record: string | Buffer | object): Buffer =>
  Buffer.isBuffer(record) ? record : Buffer.from(typeof record === 'string' ? record : JSON.stringify(record));

const filesBelow = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );

/** A destination that converts by a table of the catalog. */
export const converting = (table: string): Partial<ExtendedS3DestinationConfiguration> => ({
  DataFormatConversionConfiguration: {
    SchemaConfiguration: { DatabaseName: 'lake', TableName: table, RoleARN: DESTINATION.RoleARN },
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
    OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
  },
});

/** A destination that partitions by a query. */
export const partitioned = (query: string): Partial<ExtendedS3DestinationConfiguration> => ({
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      {
        Type: 'MetadataExtraction',
        Parameters: [
          { ParameterName: 'MetadataExtractionQuery', ParameterValue: query },
          { ParameterName: 'JsonParsingEngine', ParameterValue: 'JQ-1.6' },
        ],
      },
    ],
  },
});
