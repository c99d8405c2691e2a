/** Delivery streams that write Parquet into the lake, by a Glue table; and where they say what went wrong. */
import { dynamicPartitioning, partitionPrefix } from '../../compiler/ir/lake-partitions.js';
import type { DeliveryStreamResource } from '../../compiler/ir/resources.js';
import { FIREHOSE_ROLE_ID } from './delivery-role.js';
import { database, LAKE_BUCKET_ID, lakeOf } from './lake.js';
import { lakeTableId, lakeTableResources } from './lake-table.js';
import { logicalId } from './logical-id.js';
import { LOG_GROUP_ID } from './log-group.js';
import { placeOf } from './place.js';
import { bucketArn, under, type InfrastructureTarget } from './target.js';
import { attribute, ref, tagList, type Resources, type Value } from './template.js';

/** The least that conversion and dynamic partitioning take, and not so long that rows seem lost. */
const BUFFER = { IntervalInSeconds: 300, SizeInMBs: 64 };

export const deliveryLogStream = (name: string): string => `firehose-${name}`;

export function deliveryStreamResources(stream: DeliveryStreamResource, target: InfrastructureTarget): Resources {
  const { name } = placeOf(stream, target);
  const { bucket, prefix } = lakeOf(target);
  const { kms } = target;
  const role = attribute(FIREHOSE_ROLE_ID, 'Arn');
  const logStream = logicalId(name, 'DeliveryLogStream');
  return {
    ...lakeTableResources(stream, target),
    [logStream]: {
      Type: 'AWS::Logs::LogStream',
      Properties: { LogGroupName: ref(LOG_GROUP_ID), LogStreamName: deliveryLogStream(name) },
    },
    [logicalId(name, 'DeliveryStream')]: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: {
        DeliveryStreamName: name,
        DeliveryStreamType: 'DirectPut',
        DeliveryStreamEncryptionConfigurationInput:
          kms === null ? { KeyType: 'AWS_OWNED_CMK' } : { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: kms },
        ExtendedS3DestinationConfiguration: {
          RoleARN: role,
          BucketARN: target.lake === null ? attribute(LAKE_BUCKET_ID, 'Arn') : bucketArn(target, bucket),
          Prefix: partitionPrefix(under(prefix, name), stream.partitionBy),
          ErrorOutputPrefix: `${under(prefix, `errors/${name}`)}/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/`,
          BufferingHints: BUFFER,
          // Parquet is compressed inside.
          CompressionFormat: 'UNCOMPRESSED',
          ...(kms !== null && { EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: kms } } }),
          CloudWatchLoggingOptions: { Enabled: true, LogGroupName: ref(LOG_GROUP_ID), LogStreamName: ref(logStream) },
          ...dynamicPartitioning(stream.partitionBy),
          DataFormatConversionConfiguration: conversion(name, role, target),
        },
        ...tagList(target.tags),
      },
    },
  };
}

const conversion = (name: string, role: Value, target: InfrastructureTarget): Value => ({
  Enabled: true,
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'SNAPPY' } } },
  SchemaConfiguration: {
    CatalogId: target.account,
    DatabaseName: database,
    TableName: ref(lakeTableId(name)),
    Region: target.region,
    RoleARN: role,
    VersionId: 'LATEST',
  },
});
