/** Bounds of single values, as the service model has them. */
import { flag, integer, list, map, oneOf, optional, structure, text } from '../../services/front/shape.js';

const ARN = { min: 1, max: 2048, pattern: 'arn:.*' };
const NAME = '[a-zA-Z0-9_.-]+';

/** All that AWS has had; what runs here is checked later, in other words. */
export const RUNTIMES = [
  'SQL-1_0',
  'FLINK-1_6',
  'FLINK-1_8',
  'FLINK-1_11',
  'FLINK-1_13',
  'FLINK-1_15',
  'FLINK-1_18',
  'FLINK-1_19',
  'FLINK-1_20',
  'FLINK-2_2',
  'FLINK-2_3',
  'ZEPPELIN-FLINK-1_0',
  'ZEPPELIN-FLINK-2_0',
  'ZEPPELIN-FLINK-3_0',
] as const;
export const OPERATION_STATUSES = ['IN_PROGRESS', 'CANCELLED', 'SUCCESSFUL', 'FAILED'] as const;

export const arn = () => text(ARN);
export const applicationName = () => text({ min: 1, max: 128, pattern: NAME });
export const versionId = () => integer({ min: 1, max: 999_999_999 });
export const conditionalToken = () => text({ min: 1, max: 512, pattern: '[a-zA-Z0-9-_+/=]+' });
export const snapshotName = () => text({ min: 1, max: 256, pattern: NAME });
export const identifier = () => text({ min: 1, max: 50, pattern: NAME });
export const operationId = () => text({ min: 1, max: 64 });
export const pageSize = () => integer({ min: 1, max: 50 });
export const pageToken = () => text({ min: 1, max: 512 });
export const runtime = () => oneOf(RUNTIMES);
export const windowStart = () => text({ min: 5, max: 5, pattern: '([01][0-9]|2[0-3]):[0-5][0-9]' });

export const tags = () =>
  list(structure({ Key: text({ min: 1, max: 128 }), Value: optional(text({ max: 256 })) }), { min: 1, max: 200 });

/** The bounds of keys are checked with the group, as those of a map are none of its values'. */
export const propertyGroups = () =>
  list(
    structure({
      PropertyGroupId: identifier(),
      PropertyMap: map(text({ min: 1, max: 2048 }), { min: 1, max: 50, keys: { min: 1, max: 2048 } }),
    }),
    { max: 50 },
  );

export const runConfiguration = () =>
  structure({
    FlinkRunConfiguration: optional(structure({ AllowNonRestoredState: optional(flag()) })),
    ApplicationRestoreConfiguration: optional(
      structure({
        ApplicationRestoreType: oneOf([
          'SKIP_RESTORE_FROM_SNAPSHOT',
          'RESTORE_FROM_LATEST_SNAPSHOT',
          'RESTORE_FROM_CUSTOM_SNAPSHOT',
        ]),
        SnapshotName: optional(snapshotName()),
      }),
    ),
  });

export const configurationType = () => oneOf(['DEFAULT', 'CUSTOM']);
export const metricsLevel = () => oneOf(['APPLICATION', 'TASK', 'OPERATOR', 'PARALLELISM']);
export const logLevel = () => oneOf(['INFO', 'WARN', 'ERROR', 'DEBUG']);
export const keyType = () => oneOf(['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY']);
export const codeType = () => oneOf(['PLAINTEXT', 'ZIPFILE']);
export const fileKey = () => text({ min: 1, max: 1024 });
export const objectVersion = () => text({ max: 1024 });
