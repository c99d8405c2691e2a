/** Desired applications in the service's words. Pure. */
import type {
  ApplicationConfigurationUpdate,
  CreateApplicationCommandInput,
  RunConfiguration,
  RuntimeEnvironment,
  LogLevel,
  MetricsLevel,
  UpdateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActualApplication } from './actual.js';
import { PROPERTY_GROUP, type DesiredApplication } from './desired.js';
import type { SettingGroup } from './settings.js';
import type { Restore } from './step.js';
import { bucketArn } from './target.js';

export function createRequest(desired: DesiredApplication, region: string): CreateApplicationCommandInput {
  const { name, runtime, role, code, properties, checkpoints, monitoring, parallelism, vpc, kms } = desired;
  return {
    ApplicationName: name,
    RuntimeEnvironment: runtime as RuntimeEnvironment,
    ServiceExecutionRole: role,
    ApplicationMode: 'STREAMING',
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: bucketArn(region, code.bucket), FileKey: code.key } },
      },
      ...(Object.keys(properties).length > 0 && {
        EnvironmentProperties: {
          PropertyGroups: [{ PropertyGroupId: PROPERTY_GROUP, PropertyMap: { ...properties } }],
        },
      }),
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: checkpoints.everyMs,
          MinPauseBetweenCheckpoints: checkpoints.minPauseMs,
        },
        MonitoringConfiguration: {
          ConfigurationType: 'CUSTOM',
          MetricsLevel: monitoring.metricsLevel as MetricsLevel,
          LogLevel: monitoring.logLevel as LogLevel,
        },
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: parallelism.tasks,
          ParallelismPerKPU: parallelism.perKpu,
          AutoScalingEnabled: parallelism.autoScaling,
        },
      },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
      ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
      ...(vpc && { VpcConfigurations: [{ SubnetIds: [...vpc.subnets], SecurityGroupIds: [...vpc.securityGroups] }] }),
      ...(kms !== null && { ApplicationEncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KeyId: kms } }),
    },
    CloudWatchLoggingOptions: [{ LogStreamARN: desired.logStreamArn }],
    Tags: Object.entries(desired.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

export interface UpdateOrder {
  readonly groups: ReadonlySet<SettingGroup>;
  readonly allowNonRestoredState: boolean;
  /** What the job that runs is restarted from; null: none runs. */
  readonly restore: Restore | null;
}

/** Only what differs is sent. */
export function updateRequest(
  desired: DesiredApplication,
  actual: Pick<ActualApplication, 'conditionalToken'>,
  { groups, allowNonRestoredState, restore }: UpdateOrder,
  region: string,
): UpdateApplicationCommandInput {
  const configuration = configurationUpdate(desired, groups, region);
  return {
    ApplicationName: desired.name,
    ConditionalToken: actual.conditionalToken,
    ...(Object.keys(configuration).length > 0 && { ApplicationConfigurationUpdate: configuration }),
    ...(groups.has('role') && { ServiceExecutionRoleUpdate: desired.role }),
    ...(groups.has('runtime') && { RuntimeEnvironmentUpdate: desired.runtime as RuntimeEnvironment }),
    // Said each time: what an earlier start said, such as to skip the restore, would hold for this one too.
    ...(restore !== null && { RunConfigurationUpdate: runConfiguration(restore, allowNonRestoredState) }),
  };
}

function configurationUpdate(
  { code, properties, checkpoints, monitoring, parallelism, kms }: DesiredApplication,
  groups: ReadonlySet<SettingGroup>,
  region: string,
): ApplicationConfigurationUpdate {
  const flink = {
    ...(groups.has('checkpoints') && {
      CheckpointConfigurationUpdate: {
        ConfigurationTypeUpdate: 'CUSTOM' as const,
        CheckpointingEnabledUpdate: true,
        CheckpointIntervalUpdate: checkpoints.everyMs,
        MinPauseBetweenCheckpointsUpdate: checkpoints.minPauseMs,
      },
    }),
    ...(groups.has('monitoring') && {
      MonitoringConfigurationUpdate: {
        ConfigurationTypeUpdate: 'CUSTOM' as const,
        MetricsLevelUpdate: monitoring.metricsLevel as MetricsLevel,
        LogLevelUpdate: monitoring.logLevel as LogLevel,
      },
    }),
    ...(groups.has('parallelism') && {
      ParallelismConfigurationUpdate: {
        ConfigurationTypeUpdate: 'CUSTOM' as const,
        ParallelismUpdate: parallelism.tasks,
        ParallelismPerKPUUpdate: parallelism.perKpu,
        AutoScalingEnabledUpdate: parallelism.autoScaling,
      },
    }),
  };
  return {
    ...(groups.has('code') && {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: {
          S3ContentLocationUpdate: { BucketARNUpdate: bucketArn(region, code.bucket), FileKeyUpdate: code.key },
        },
      },
    }),
    ...(groups.has('properties') && {
      EnvironmentPropertyUpdates: {
        PropertyGroups:
          Object.keys(properties).length === 0
            ? []
            : [{ PropertyGroupId: PROPERTY_GROUP, PropertyMap: { ...properties } }],
      },
    }),
    ...(Object.keys(flink).length > 0 && { FlinkApplicationConfigurationUpdate: flink }),
    ...(groups.has('state') && {
      ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true },
      ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: true },
    }),
    ...(groups.has('kms') && {
      ApplicationEncryptionConfigurationUpdate:
        kms === null
          ? { KeyTypeUpdate: 'AWS_OWNED_KEY' as const }
          : { KeyTypeUpdate: 'CUSTOMER_MANAGED_KEY' as const, KeyIdUpdate: kms },
    }),
  };
}

export function runConfiguration(restore: Restore, allowNonRestoredState: boolean): RunConfiguration {
  return {
    FlinkRunConfiguration: { AllowNonRestoredState: allowNonRestoredState },
    ApplicationRestoreConfiguration:
      restore.from === 'snapshot'
        ? { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: restore.name }
        : {
            ApplicationRestoreType:
              restore.from === 'latest' ? 'RESTORE_FROM_LATEST_SNAPSHOT' : 'SKIP_RESTORE_FROM_SNAPSHOT',
          },
  };
}

/** Back to what an earlier version of an application was. */
export function revertRequest(
  { bucket, fileKey, role, runtime, properties, configuration, arn }: ActualApplication,
  { name, conditionalToken, runtime: runtimeNow }: ActualApplication,
): UpdateApplicationCommandInput {
  const flink = configuration.FlinkApplicationConfigurationDescription ?? {};
  const checkpoints = flink.CheckpointConfigurationDescription;
  const monitoring = flink.MonitoringConfigurationDescription;
  const parallelism = flink.ParallelismConfigurationDescription;
  const partition = arn.split(':')[1] ?? 'aws';
  return {
    ApplicationName: name,
    ConditionalToken: conditionalToken,
    ...(role !== null && { ServiceExecutionRoleUpdate: role }),
    ...(runtime !== '' && runtime !== runtimeNow && { RuntimeEnvironmentUpdate: runtime as RuntimeEnvironment }),
    ApplicationConfigurationUpdate: {
      ...(bucket !== null &&
        fileKey !== null && {
          ApplicationCodeConfigurationUpdate: {
            CodeContentUpdate: {
              S3ContentLocationUpdate: {
                BucketARNUpdate: `arn:${partition}:s3:::${bucket}`,
                FileKeyUpdate: fileKey,
              },
            },
          },
        }),
      EnvironmentPropertyUpdates: {
        PropertyGroups: Object.entries(properties).map(([PropertyGroupId, PropertyMap]) => ({
          PropertyGroupId,
          PropertyMap: { ...PropertyMap },
        })),
      },
      FlinkApplicationConfigurationUpdate: {
        ...(checkpoints && {
          CheckpointConfigurationUpdate: {
            ConfigurationTypeUpdate: checkpoints.ConfigurationType ?? 'CUSTOM',
            CheckpointingEnabledUpdate: checkpoints.CheckpointingEnabled ?? true,
            ...(checkpoints.CheckpointInterval !== undefined && {
              CheckpointIntervalUpdate: checkpoints.CheckpointInterval,
            }),
            ...(checkpoints.MinPauseBetweenCheckpoints !== undefined && {
              MinPauseBetweenCheckpointsUpdate: checkpoints.MinPauseBetweenCheckpoints,
            }),
          },
        }),
        ...(monitoring && {
          MonitoringConfigurationUpdate: {
            ConfigurationTypeUpdate: monitoring.ConfigurationType ?? 'CUSTOM',
            ...(monitoring.MetricsLevel && { MetricsLevelUpdate: monitoring.MetricsLevel }),
            ...(monitoring.LogLevel && { LogLevelUpdate: monitoring.LogLevel }),
          },
        }),
        ...(parallelism && {
          ParallelismConfigurationUpdate: {
            ConfigurationTypeUpdate: parallelism.ConfigurationType ?? 'CUSTOM',
            ...(parallelism.Parallelism !== undefined && { ParallelismUpdate: parallelism.Parallelism }),
            ...(parallelism.ParallelismPerKPU !== undefined && {
              ParallelismPerKPUUpdate: parallelism.ParallelismPerKPU,
            }),
            ...(parallelism.AutoScalingEnabled !== undefined && {
              AutoScalingEnabledUpdate: parallelism.AutoScalingEnabled,
            }),
          },
        }),
      },
    },
  };
}
