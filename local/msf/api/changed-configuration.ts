/** The configuration of the next version, from what UpdateApplication was given. */
import type { Location } from '../code-store.js';
import type { Code, Configuration, LoggingOption } from '../configuration.js';
import { checkpointingOf, monitoringOf, parallelismOf } from '../defaults.js';
import { invalidArgument, invalidRequest } from '../errors.js';
import type { UpdateApplicationInput } from '../input/update-application.js';
import { requireLogStream } from './logging-options.js';
import { RUNS } from './new-configuration.js';

type Given = NonNullable<UpdateApplicationInput['ApplicationConfigurationUpdate']>;

export function requireSupported({
  RuntimeEnvironmentUpdate: runtime,
  ApplicationConfigurationUpdate: given,
}: UpdateApplicationInput): void {
  if (runtime !== undefined && runtime !== RUNS) {
    throw invalidRequest(`The local control plane runs ${RUNS} only, not ${runtime}.`);
  }
  const parts = [
    'SqlApplicationConfigurationUpdate',
    'ZeppelinApplicationConfigurationUpdate',
    'VpcConfigurationUpdates',
  ] as const;
  for (const part of parts) {
    if (given?.[part] !== undefined) throw invalidRequest(`The local control plane has no ${part}.`);
  }
}

/** Null: the code stays. The same key without another version of the object is the same code, whatever lies there now. */
export function changedLocation(given: Given | undefined, code: Code | null): Location | null {
  const update = given?.ApplicationCodeConfigurationUpdate;
  if (update === undefined) return null;
  if (update.CodeContentTypeUpdate === 'PLAINTEXT')
    throw invalidArgument('The code of an application for Flink is a ZIPFILE.');
  const {
    S3ContentLocationUpdate: s3,
    TextContentUpdate: text,
    ZipFileContentUpdate: zip,
  } = update.CodeContentUpdate ?? {};
  if (text !== undefined || zip !== undefined) throw invalidRequest('The local control plane takes code from S3 only.');
  if (s3 === undefined) return null;
  const bucketArn = s3.BucketARNUpdate ?? code?.bucketArn;
  const fileKey = s3.FileKeyUpdate ?? code?.fileKey;
  if (bucketArn === undefined || fileKey === undefined) {
    throw invalidArgument('The application has no code yet: BucketARNUpdate and FileKeyUpdate are needed.');
  }
  const objectVersion = s3.ObjectVersionUpdate ?? null;
  const isSame = bucketArn === code?.bucketArn && fileKey === code.fileKey && objectVersion === code.objectVersion;
  return isSame ? null : { bucketArn, fileKey, objectVersion };
}

export function changedConfiguration(
  before: Configuration,
  input: UpdateApplicationInput,
  code: Code | null,
  checkpointMs: number,
): Configuration {
  const given = input.ApplicationConfigurationUpdate;
  const flink = given?.FlinkApplicationConfigurationUpdate;
  const checkpoint = flink?.CheckpointConfigurationUpdate;
  const monitoring = flink?.MonitoringConfigurationUpdate;
  const parallelism = flink?.ParallelismConfigurationUpdate;
  const encryption = given?.ApplicationEncryptionConfigurationUpdate;
  return {
    ...before,
    runtime: input.RuntimeEnvironmentUpdate ?? before.runtime,
    role: input.ServiceExecutionRoleUpdate ?? before.role,
    code: code ?? before.code,
    // The groups that are given take the place of all that were there.
    properties: given?.EnvironmentPropertyUpdates?.PropertyGroups ?? before.properties,
    checkpointing: checkpoint
      ? checkpointingOf(
          checkpointMs,
          over(before.checkpointing, {
            type: checkpoint.ConfigurationTypeUpdate,
            enabled: checkpoint.CheckpointingEnabledUpdate,
            interval: checkpoint.CheckpointIntervalUpdate,
            minPause: checkpoint.MinPauseBetweenCheckpointsUpdate,
          }),
        )
      : before.checkpointing,
    monitoring: monitoring
      ? monitoringOf(
          over(before.monitoring, {
            type: monitoring.ConfigurationTypeUpdate,
            metricsLevel: monitoring.MetricsLevelUpdate,
            logLevel: monitoring.LogLevelUpdate,
          }),
        )
      : before.monitoring,
    parallelism: parallelism
      ? parallelismOf(
          over(before.parallelism, {
            type: parallelism.ConfigurationTypeUpdate,
            parallelism: parallelism.ParallelismUpdate,
            perKpu: parallelism.ParallelismPerKPUUpdate,
            autoScaling: parallelism.AutoScalingEnabledUpdate,
          }),
        )
      : before.parallelism,
    snapshotsEnabled: given?.ApplicationSnapshotConfigurationUpdate?.SnapshotsEnabledUpdate ?? before.snapshotsEnabled,
    rollbackEnabled:
      given?.ApplicationSystemRollbackConfigurationUpdate?.RollbackEnabledUpdate ?? before.rollbackEnabled,
    encryption: encryption
      ? {
          KeyType: encryption.KeyTypeUpdate,
          ...(encryption.KeyIdUpdate !== undefined && { KeyId: encryption.KeyIdUpdate }),
        }
      : before.encryption,
    logging: changedLogging(before.logging, input.CloudWatchLoggingOptionUpdates ?? []),
  };
}

/** Only what is there already can be changed; adding is an operation of its own. */
function changedLogging(
  before: readonly LoggingOption[],
  updates: NonNullable<UpdateApplicationInput['CloudWatchLoggingOptionUpdates']>,
): readonly LoggingOption[] {
  const changed = new Map(before.map((option) => [option.id, option]));
  for (const { CloudWatchLoggingOptionId: id, LogStreamARNUpdate: logStreamArn } of updates) {
    if (!changed.has(id)) throw invalidArgument(`There is no logging option ${id}.`);
    if (logStreamArn === undefined) continue;
    requireLogStream(logStreamArn);
    changed.set(id, { id, logStreamArn });
  }
  return [...changed.values()];
}

const over = <T extends object>(before: T, changes: { readonly [K in keyof T]: T[K] | undefined }): T => ({
  ...before,
  ...(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>),
});
