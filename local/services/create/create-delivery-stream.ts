/** A delivery stream that writes Parquet into the lake, by day and hour, and the Glue table that describes it. */
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { dynamicPartitioning, partitionPrefix, partitionsOf } from '../../../compiler/ir/lake-partitions.js';
import type { DeliveryStreamResource } from '../../../compiler/ir/resources.js';
import type { Catalog } from '../glue/catalog.js';
import { using, type LocalClient } from './clients.js';
import { createBucket } from './create-bucket.js';
import { glueName, hiveType } from '../../../compiler/ir/hive-type.js';

/** The bucket and the database that hold all outputs of the local delivery streams. */
export const LAKE = 'lake';

/** Short, so that a lake can be looked at while it fills; on AWS it would be minutes. */
const BUFFER = { IntervalInSeconds: 10, SizeInMBs: 64 };
const ROLE = 'arn:aws:iam::000000000000:role/local';

export async function createDeliveryStream(
  local: LocalClient,
  { name, columns, partitionBy }: DeliveryStreamResource,
  catalog: Catalog,
): Promise<void> {
  await createBucket(local, LAKE);
  const table = glueName(name);
  if (!catalog.allDatabases().some((database) => database.Name === LAKE)) catalog.createDatabase({ Name: LAKE });
  catalog.createTable(LAKE, {
    Name: table,
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: partitionsOf(partitionBy).map((partition) => ({ Name: partition.name, Type: 'string' })),
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
          Prefix: partitionPrefix(name, partitionBy),
          ErrorOutputPrefix: `errors/${name}/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/`,
          BufferingHints: BUFFER,
          ...dynamicPartitioning(partitionBy),
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
