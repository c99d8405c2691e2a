/** The input of CreateApplication. */
import {
  anything,
  blob,
  flag,
  integer,
  list,
  oneOf,
  optional,
  structure,
  text,
  type Read,
} from '../../services/front/shape.js';
import {
  applicationName,
  arn,
  codeType,
  configurationType,
  fileKey,
  keyType,
  logLevel,
  metricsLevel,
  objectVersion,
  propertyGroups,
  runtime,
  tags,
} from './scalars.js';

const MAX_ZIP_BYTES = 50 * 1024 * 1024;

const codeContent = structure({
  TextContent: optional(text({ max: 102_400 })),
  ZipFileContent: optional(blob({ max: MAX_ZIP_BYTES })),
  S3ContentLocation: optional(
    structure({ BucketARN: arn(), FileKey: fileKey(), ObjectVersion: optional(objectVersion()) }),
  ),
});

const flink = structure({
  CheckpointConfiguration: optional(
    structure({
      ConfigurationType: configurationType(),
      CheckpointingEnabled: optional(flag()),
      CheckpointInterval: optional(integer({ min: 1 })),
      MinPauseBetweenCheckpoints: optional(integer({ min: 0 })),
    }),
  ),
  MonitoringConfiguration: optional(
    structure({
      ConfigurationType: configurationType(),
      MetricsLevel: optional(metricsLevel()),
      LogLevel: optional(logLevel()),
    }),
  ),
  ParallelismConfiguration: optional(
    structure({
      ConfigurationType: configurationType(),
      Parallelism: optional(integer({ min: 1 })),
      ParallelismPerKPU: optional(integer({ min: 1 })),
      AutoScalingEnabled: optional(flag()),
    }),
  ),
});

export const createApplicationInput = structure({
  ApplicationName: applicationName(),
  ApplicationDescription: optional(text({ max: 1024 })),
  RuntimeEnvironment: runtime(),
  ServiceExecutionRole: arn(),
  ApplicationConfiguration: optional(
    structure({
      SqlApplicationConfiguration: optional(anything()),
      ZeppelinApplicationConfiguration: optional(anything()),
      VpcConfigurations: optional(anything()),
      FlinkApplicationConfiguration: optional(flink),
      EnvironmentProperties: optional(structure({ PropertyGroups: propertyGroups() })),
      ApplicationCodeConfiguration: optional(
        structure({ CodeContent: optional(codeContent), CodeContentType: codeType() }),
      ),
      ApplicationSnapshotConfiguration: optional(structure({ SnapshotsEnabled: flag() })),
      ApplicationSystemRollbackConfiguration: optional(structure({ RollbackEnabled: flag() })),
      ApplicationEncryptionConfiguration: optional(
        structure({ KeyType: keyType(), KeyId: optional(text({ min: 1, max: 2048 })) }),
      ),
    }),
  ),
  CloudWatchLoggingOptions: optional(list(structure({ LogStreamARN: arn() }))),
  Tags: optional(tags()),
  ApplicationMode: optional(oneOf(['STREAMING', 'INTERACTIVE'])),
});

export type CreateApplicationInput = Read<typeof createApplicationInput>;
