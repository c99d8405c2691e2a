/** The configuration of version 1, from what CreateApplication was given. */
import type { Location } from '../code-store.js';
import type { Code, Configuration } from '../configuration.js';
import { checkpointingOf, monitoringOf, parallelismOf } from '../defaults.js';
import { invalidArgument, unsupported } from '../errors.js';
import type { CreateApplicationInput } from '../input/create-application.js';
import { loggingOptions } from './logging-options.js';

type Given = NonNullable<CreateApplicationInput['ApplicationConfiguration']>;

export const RUNS = 'FLINK-2_2';

export function requireSupported(input: CreateApplicationInput): void {
  const { RuntimeEnvironment: runtime, ApplicationMode: mode = 'STREAMING', ApplicationConfiguration: given } = input;
  if (runtime !== RUNS || mode !== 'STREAMING') {
    throw unsupported(
      `The local control plane runs streaming applications on ${RUNS} only, not ${mode} on ${runtime}.`,
    );
  }
  for (const part of [
    'SqlApplicationConfiguration',
    'ZeppelinApplicationConfiguration',
    'VpcConfigurations',
  ] as const) {
    if (given?.[part] !== undefined) throw unsupported(`The local control plane has no ${part}.`);
  }
}

/** Null when no code is given. */
export function locationOf(given: Given | undefined): Location | null {
  const code = given?.ApplicationCodeConfiguration;
  if (code === undefined) return null;
  const { CodeContentType: type, CodeContent: content } = code;
  if (type !== 'ZIPFILE') throw invalidArgument('The code of an application for Flink is a ZIPFILE.');
  if (content?.ZipFileContent !== undefined || content?.TextContent !== undefined) {
    throw unsupported('The local control plane takes code from S3 only.');
  }
  if (content?.S3ContentLocation === undefined) throw invalidArgument('CodeContent needs an S3ContentLocation.');
  const { BucketARN, FileKey, ObjectVersion = null } = content.S3ContentLocation;
  return { bucketArn: BucketARN, fileKey: FileKey, objectVersion: ObjectVersion };
}

export function newConfiguration(
  input: CreateApplicationInput,
  code: Code | null,
  checkpointMs: number,
): Configuration {
  const given = input.ApplicationConfiguration;
  const {
    CheckpointConfiguration: checkpoint,
    MonitoringConfiguration: monitoring,
    ParallelismConfiguration: parallelism,
  } = given?.FlinkApplicationConfiguration ?? {};
  const encryption = given?.ApplicationEncryptionConfiguration;
  return {
    runtime: input.RuntimeEnvironment,
    role: input.ServiceExecutionRole,
    code,
    properties: given?.EnvironmentProperties?.PropertyGroups ?? [],
    checkpointing: checkpointingOf(
      checkpointMs,
      checkpoint && {
        type: checkpoint.ConfigurationType,
        enabled: checkpoint.CheckpointingEnabled,
        interval: checkpoint.CheckpointInterval,
        minPause: checkpoint.MinPauseBetweenCheckpoints,
      },
    ),
    monitoring: monitoringOf(
      monitoring && {
        type: monitoring.ConfigurationType,
        metricsLevel: monitoring.MetricsLevel,
        logLevel: monitoring.LogLevel,
      },
    ),
    parallelism: parallelismOf(
      parallelism && {
        type: parallelism.ConfigurationType,
        parallelism: parallelism.Parallelism,
        perKpu: parallelism.ParallelismPerKPU,
        autoScaling: parallelism.AutoScalingEnabled,
      },
    ),
    snapshotsEnabled: given?.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true,
    rollbackEnabled: given?.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
    encryption: encryption
      ? { KeyType: encryption.KeyType, ...(encryption.KeyId !== undefined && { KeyId: encryption.KeyId }) }
      : null,
    logging: loggingOptions((input.CloudWatchLoggingOptions ?? []).map(({ LogStreamARN }) => LogStreamARN)),
  };
}
