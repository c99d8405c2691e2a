/** The input of UpdateApplication: the same values as of CreateApplication under other names, and only those that change. */
import {
  anything,
  blob,
  flag,
  integer,
  list,
  optional,
  structure,
  text,
  type Read,
} from '../../services/front/shape.js';
import {
  applicationName,
  arn,
  codeType,
  conditionalToken,
  configurationType,
  fileKey,
  identifier,
  keyType,
  logLevel,
  metricsLevel,
  objectVersion,
  propertyGroups,
  runConfiguration,
  runtime,
  versionId,
} from './scalars.js';

const MAX_ZIP_BYTES = 50 * 1024 * 1024;

const codeUpdate = structure({
  CodeContentTypeUpdate: optional(codeType()),
  CodeContentUpdate: optional(
    structure({
      TextContentUpdate: optional(text({ max: 102_400 })),
      ZipFileContentUpdate: optional(blob({ max: MAX_ZIP_BYTES })),
      S3ContentLocationUpdate: optional(
        structure({
          BucketARNUpdate: optional(arn()),
          FileKeyUpdate: optional(fileKey()),
          ObjectVersionUpdate: optional(objectVersion()),
        }),
      ),
    }),
  ),
});

const flinkUpdate = structure({
  CheckpointConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(configurationType()),
      CheckpointingEnabledUpdate: optional(flag()),
      CheckpointIntervalUpdate: optional(integer({ min: 1 })),
      MinPauseBetweenCheckpointsUpdate: optional(integer({ min: 0 })),
    }),
  ),
  MonitoringConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(configurationType()),
      MetricsLevelUpdate: optional(metricsLevel()),
      LogLevelUpdate: optional(logLevel()),
    }),
  ),
  ParallelismConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(configurationType()),
      ParallelismUpdate: optional(integer({ min: 1 })),
      ParallelismPerKPUUpdate: optional(integer({ min: 1 })),
      AutoScalingEnabledUpdate: optional(flag()),
    }),
  ),
});

export const updateApplicationInput = structure({
  ApplicationName: applicationName(),
  CurrentApplicationVersionId: optional(versionId()),
  ConditionalToken: optional(conditionalToken()),
  ApplicationConfigurationUpdate: optional(
    structure({
      SqlApplicationConfigurationUpdate: optional(anything()),
      ZeppelinApplicationConfigurationUpdate: optional(anything()),
      VpcConfigurationUpdates: optional(anything()),
      ApplicationCodeConfigurationUpdate: optional(codeUpdate),
      FlinkApplicationConfigurationUpdate: optional(flinkUpdate),
      EnvironmentPropertyUpdates: optional(structure({ PropertyGroups: propertyGroups() })),
      ApplicationSnapshotConfigurationUpdate: optional(structure({ SnapshotsEnabledUpdate: flag() })),
      ApplicationSystemRollbackConfigurationUpdate: optional(structure({ RollbackEnabledUpdate: flag() })),
      ApplicationEncryptionConfigurationUpdate: optional(
        structure({ KeyTypeUpdate: keyType(), KeyIdUpdate: optional(text({ min: 1, max: 2048 })) }),
      ),
    }),
  ),
  ServiceExecutionRoleUpdate: optional(arn()),
  RunConfigurationUpdate: optional(runConfiguration()),
  CloudWatchLoggingOptionUpdates: optional(
    list(structure({ CloudWatchLoggingOptionId: identifier(), LogStreamARNUpdate: optional(arn()) })),
  ),
  RuntimeEnvironmentUpdate: optional(runtime()),
});

export type UpdateApplicationInput = Read<typeof updateApplicationInput>;
