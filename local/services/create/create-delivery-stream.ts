/** A delivery stream that writes Parquet into the lake, by day and hour of arrival, and the Glue table that describes it. */
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import type { DeliveryStreamResource } from '../../../compiler/ir/resources.js';
import type { Catalog } from '../glue/catalog.js';
import { using, type LocalClient } from './clients.js';
import { createBucket } from './create-bucket.js';
import { hiveType } from './hive-type.js';

/** The bucket and the database that hold all outputs of the local delivery streams. */
export const LAKE = 'lake';

/** Short, so that a lake can be looked at while it fills; on AWS it would be minutes. */
const BUFFER = { IntervalInSeconds: 10, SizeInMBs: 64 };
const ROLE = 'arn:aws:iam::000000000000:role/local';
const PARTITIONS = ['arrival_date', 'arrival_hour'];

export async function createDeliveryStream(
  local: LocalClient,
  { name, columns }: DeliveryStreamResource,
  catalog: Catalog,
): Promise<void> {
  await createBucket(local, LAKE);
  const table = tableNameOf(name);
  if (!catalog.allDatabases().some((database) => database.Name === LAKE)) catalog.createDatabase({ Name: LAKE });
  catalog.createTable(LAKE, {
    Name: table,
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: PARTITIONS.map((Name) => ({ Name, Type: 'string' })),
    StorageDescriptor: {
      Columns: columns.map((column) => ({ Name: column.name, Type: hiveType(column.type) })),
      Location: `s3://${LAKE}/${name}/`,
    },
  });
  const SchemaConfiguration = { DatabaseName: LAKE, TableName: table, RoleARN: ROLE, Region: local.region };
  await using(new FirehoseClient(local), (client) =>
    client.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: name,
        DeliveryStreamType: 'DirectPut',
        ExtendedS3DestinationConfiguration: {
          RoleARN: ROLE,
          BucketARN: `arn:aws:s3:::${LAKE}`,
          Prefix: `${name}/arrival_date=!{timestamp:yyyy-MM-dd}/arrival_hour=!{timestamp:HH}/`,
          ErrorOutputPrefix: `errors/${name}/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/`,
          BufferingHints: BUFFER,
          DataFormatConversionConfiguration: {
            Enabled: true,
            InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
            OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'SNAPPY' } } },
            SchemaConfiguration,
          },
        },
      }),
    ),
  );
}

/** Glue takes letters, digits and underscores. */
export const tableNameOf = (stream: string): string => stream.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
