/** What AWS writes about a record that can't be delivered: a line of JSON with the record as it came. */
import { ACCOUNT, DEFAULT_REGION } from '../front/account.js';
import type { SchemaSource } from './conversion.js';
import type { BufferedRecord } from './spool.js';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export const CONVERSION_FAILED = 'format-conversion-failed';
export const PROCESSING_FAILED = 'processing-failed';
export const PARTITIONS_EXCEEDED = 'activePartitionExceeded';

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** AWS names the members of the two kinds differently. */
export const conversionFailure = (
  { arrived, data }: BufferedRecord,
  { code, message }: Failure,
  schema: SchemaSource,
  now: number,
): Buffer =>
  line({
    attemptsMade: 1,
    arrivalTimestamp: arrived,
    lastErrorCode: code,
    lastErrorMessage: message,
    attemptEndingTimestamp: now,
    rawData: data.toString('base64'),
    dataCatalogTable: {
      catalogId: schema['CatalogId'] ?? ACCOUNT,
      databaseName: schema.DatabaseName,
      tableName: schema.TableName,
      region: schema['Region'] ?? DEFAULT_REGION,
      versionId: schema.VersionId,
      roleArn: schema['RoleARN'] ?? null,
    },
  });

export const processingFailure = ({ arrived, data }: BufferedRecord, { code, message }: Failure, now: number): Buffer =>
  line({
    attemptsMade: 1,
    arrivalTimestamp: arrived,
    errorCode: code,
    errorMessage: message,
    attemptEndingTimestamp: now,
    rawData: data.toString('base64'),
  });
