/** The Glue table of a delivery stream: its columns are the output's, its partitions are worked out from the folders. */
import { glueName, hiveType } from '../../compiler/ir/hive-type.js';
import { partitionsOf, type Partition } from '../../compiler/ir/lake-partitions.js';
import type { DeliveryStreamResource } from '../../compiler/ir/resources.js';
import { database, lakeOf } from './lake.js';
import { logicalId } from './logical-id.js';
import { placeOf } from './place.js';
import { under, type InfrastructureTarget } from './target.js';
import type { Resources } from './template.js';

const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';

export const lakeTableId = (name: string): string => logicalId(name, 'LakeTable');

export function lakeTableResources(stream: DeliveryStreamResource, target: InfrastructureTarget): Resources {
  const { name } = placeOf(stream, target);
  const { bucket, prefix } = lakeOf(target);
  const location = `s3://${bucket}/${under(prefix, name)}/`;
  const partitions = partitionsOf(stream.partitionBy);
  const folders = partitions.map((partition) => `${partition.name}=\${${partition.name}}/`).join('');
  return {
    [lakeTableId(name)]: {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: target.account,
        DatabaseName: database,
        TableInput: {
          Name: glueName(name),
          TableType: 'EXTERNAL_TABLE',
          Parameters: {
            classification: 'parquet',
            'projection.enabled': 'true',
            ...Object.fromEntries(
              partitions.flatMap((partition) =>
                Object.entries(projection(partition)).map(([key, value]) => [
                  `projection.${partition.name}.${key}`,
                  value,
                ]),
              ),
            ),
            'storage.location.template': location + folders,
          },
          PartitionKeys: partitions.map((partition) => ({ Name: partition.name, Type: 'string' })),
          StorageDescriptor: {
            // Hive knows lower case only, and Firehose reads the keys of rows so.
            Columns: stream.columns.map((column) => ({
              Name: column.name.toLowerCase(),
              Type: hiveType(column.type).toLowerCase(),
            })),
            Location: location,
            InputFormat: `${PARQUET}.MapredParquetInputFormat`,
            OutputFormat: `${PARQUET}.MapredParquetOutputFormat`,
            SerdeInfo: { SerializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe` },
          },
        },
      },
    },
  };
}

/** For Athena, which works partitions out instead of being told of each. */
const projection = ({ firstDay }: Partition): Readonly<Record<string, string>> =>
  firstDay === null
    ? { type: 'integer', range: '0,23', digits: '2' }
    : {
        type: 'date',
        format: 'yyyy-MM-dd',
        range: `${firstDay},NOW+1DAYS`,
        interval: '1',
        'interval.unit': 'DAYS',
      };
