/** Applications, versions, snapshots and operations as the API shows them. */
import type { Application, Operation, Snapshot, Status, Version } from './application.js';
import type { Code, Configuration } from './configuration.js';

type Shown = Readonly<Record<string, unknown>>;

const WINDOW_HOURS = 8;
/** Longer ones are cut, as the model has it. */
const LONGEST_ERROR = 512;

export const describeApplication = (application: Application): Shown =>
  detail(application, application.version, application.status);

export const describeVersion = (application: Application, version: Version): Shown =>
  detail(application, version, statusOf(application, version));

export const statusOf = (application: Application, version: Version): Status =>
  version === application.version ? application.status : version.lastStatus;

function detail(application: Application, version: Version, status: Status): Shown {
  const { configuration } = version;
  return {
    ApplicationARN: application.arn,
    ...(application.description !== null && { ApplicationDescription: application.description }),
    ApplicationName: application.name,
    RuntimeEnvironment: configuration.runtime,
    ServiceExecutionRole: configuration.role,
    ApplicationStatus: status,
    ApplicationVersionId: version.id,
    CreateTimestamp: seconds(application.createdAt),
    LastUpdateTimestamp: seconds(application.updatedAt),
    ApplicationConfigurationDescription: describeConfiguration(version),
    ...(configuration.logging.length > 0 && {
      CloudWatchLoggingOptionDescriptions: describeLogging(configuration),
    }),
    ApplicationMaintenanceConfigurationDescription: describeMaintenance(application),
    ...(version.updatedFrom !== null && { ApplicationVersionUpdatedFrom: version.updatedFrom }),
    ...(version.rolledBackFrom !== null && { ApplicationVersionRolledBackFrom: version.rolledBackFrom }),
    ...(version.rolledBackTo !== null && { ApplicationVersionRolledBackTo: version.rolledBackTo }),
    ApplicationVersionCreateTimestamp: seconds(version.createdAt),
    ConditionalToken: application.conditionalToken,
    ApplicationMode: 'STREAMING',
  };
}

export const describeLogging = ({ logging }: Configuration): Shown[] =>
  logging.map(({ id, logStreamArn }) => ({ CloudWatchLoggingOptionId: id, LogStreamARN: logStreamArn }));

export function describeMaintenance({ maintenanceStart }: Application): Shown {
  const [hours = '0', minutes = '00'] = maintenanceStart.split(':');
  const end = String((Number(hours) + WINDOW_HOURS) % 24).padStart(2, '0');
  return {
    ApplicationMaintenanceWindowStartTime: maintenanceStart,
    ApplicationMaintenanceWindowEndTime: `${end}:${minutes}`,
  };
}

function describeConfiguration({ configuration, run }: Version): Shown {
  const { checkpointing, monitoring, parallelism, encryption } = configuration;
  return {
    ...(configuration.code && { ApplicationCodeConfigurationDescription: describeCode(configuration.code) }),
    RunConfigurationDescription: {
      ApplicationRestoreConfigurationDescription: {
        ApplicationRestoreType: run.restore,
        ...(run.snapshotName !== null && { SnapshotName: run.snapshotName }),
      },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: run.allowNonRestoredState },
    },
    FlinkApplicationConfigurationDescription: {
      CheckpointConfigurationDescription: {
        ConfigurationType: checkpointing.type,
        CheckpointingEnabled: checkpointing.enabled,
        CheckpointInterval: checkpointing.interval,
        MinPauseBetweenCheckpoints: checkpointing.minPause,
      },
      MonitoringConfigurationDescription: {
        ConfigurationType: monitoring.type,
        MetricsLevel: monitoring.metricsLevel,
        LogLevel: monitoring.logLevel,
      },
      ParallelismConfigurationDescription: {
        ConfigurationType: parallelism.type,
        Parallelism: parallelism.parallelism,
        ParallelismPerKPU: parallelism.perKpu,
        CurrentParallelism: parallelism.parallelism,
        AutoScalingEnabled: parallelism.autoScaling,
      },
    },
    ...(configuration.properties.length > 0 && {
      EnvironmentPropertyDescriptions: { PropertyGroupDescriptions: configuration.properties },
    }),
    ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: configuration.snapshotsEnabled },
    ApplicationSystemRollbackConfigurationDescription: { RollbackEnabled: configuration.rollbackEnabled },
    ...(encryption && { ApplicationEncryptionConfigurationDescription: encryption }),
  };
}

const describeCode = ({ bucketArn, fileKey, objectVersion, size }: Code): Shown => ({
  CodeContentType: 'ZIPFILE',
  CodeContentDescription: {
    CodeSize: size,
    S3ApplicationCodeLocationDescription: {
      BucketARN: bucketArn,
      FileKey: fileKey,
      ...(objectVersion !== null && { ObjectVersion: objectVersion }),
    },
  },
});

export const summarizeApplication = (application: Application): Shown => ({
  ApplicationName: application.name,
  ApplicationARN: application.arn,
  ApplicationStatus: application.status,
  ApplicationVersionId: application.version.id,
  RuntimeEnvironment: application.version.configuration.runtime,
  ApplicationMode: 'STREAMING',
});

export const describeSnapshot = (snapshot: Snapshot): Shown => ({
  SnapshotName: snapshot.name,
  SnapshotStatus: snapshot.status,
  ApplicationVersionId: snapshot.versionId,
  SnapshotCreationTimestamp: seconds(snapshot.createdAt),
  RuntimeEnvironment: snapshot.runtime,
});

export const summarizeOperation = (operation: Operation): Shown => ({
  Operation: operation.name,
  OperationId: operation.id,
  StartTime: seconds(operation.startedAt),
  EndTime: seconds(operation.endedAt),
  OperationStatus: operation.status,
});

export const describeOperation = ({ versionChange, failure, ...operation }: Operation): Shown => ({
  Operation: operation.name,
  StartTime: seconds(operation.startedAt),
  EndTime: seconds(operation.endedAt),
  OperationStatus: operation.status,
  ...(versionChange && {
    ApplicationVersionChangeDetails: {
      ApplicationVersionUpdatedFrom: versionChange.from,
      ApplicationVersionUpdatedTo: versionChange.to,
    },
  }),
  ...(failure && {
    OperationFailureDetails: {
      ...(failure.rollbackOperationId !== null && { RollbackOperationId: failure.rollbackOperationId }),
      ErrorInfo: { ErrorString: failure.error.slice(0, LONGEST_ERROR) || 'The operation failed.' },
    },
  }),
});

/** The service has no fractions of seconds. */
export const seconds = (milliseconds: number): Date => new Date(Math.floor(milliseconds / 1000) * 1000);
