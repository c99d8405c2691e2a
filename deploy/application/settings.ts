/** The settings of an application that an update can change, side by side as they should be and as they are. Pure. */
import type { ActualApplication } from './actual.js';
import { PROPERTY_GROUP, type DesiredApplication } from './desired.js';

/** What an update has to send again when one of its settings differs. */
export type SettingGroup =
  'code' | 'runtime' | 'role' | 'checkpoints' | 'monitoring' | 'parallelism' | 'state' | 'properties' | 'kms';

export interface SettingChange {
  readonly group: SettingGroup;
  /** For people: `checkpoints every`, `property playback`. */
  readonly setting: string;
  /** Null: there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

type Settings = ReadonlyMap<string, { readonly group: SettingGroup; readonly value: string | null }>;

/** What differs, in the order of the application's parts. */
export function settingChanges(desired: DesiredApplication, actual: ActualApplication): SettingChange[] {
  const after = desiredSettings(desired);
  const before = actualSettings(actual);
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((setting): SettingChange[] => {
    const [was, becomes] = [before.get(setting), after.get(setting)];
    if ((was?.value ?? null) === (becomes?.value ?? null)) return [];
    const group = becomes?.group ?? was?.group ?? 'properties';
    return [{ group, setting, before: was?.value ?? null, after: becomes?.value ?? null }];
  });
}

function desiredSettings(desired: DesiredApplication): Settings {
  const { code, checkpoints, monitoring, parallelism, properties } = desired;
  return collected([
    ['code', 'jar', `s3://${code.bucket}/${code.key}`],
    ['runtime', 'runtime', desired.runtime],
    ['role', 'role', desired.role],
    ['checkpoints', 'checkpoints', 'enabled'],
    ['checkpoints', 'checkpoints every', milliseconds(checkpoints.everyMs)],
    ['checkpoints', 'pause between checkpoints', milliseconds(checkpoints.minPauseMs)],
    ['monitoring', 'metrics level', monitoring.metricsLevel],
    ['monitoring', 'log level', monitoring.logLevel],
    ['parallelism', 'parallelism', String(parallelism.tasks)],
    ['parallelism', 'parallelism per KPU', String(parallelism.perKpu)],
    ['parallelism', 'automatic scaling', onOff(parallelism.autoScaling)],
    ['state', 'snapshots', 'on'],
    ['state', 'rollback by the service', 'on'],
    ...Object.entries(properties).map(([name, value]) => ['properties', `property ${name}`, value] as const),
    ['kms', 'KMS key', desired.kms],
  ]);
}

function actualSettings({ bucket, fileKey, runtime, role, properties, configuration }: ActualApplication): Settings {
  const flink = configuration.FlinkApplicationConfigurationDescription ?? {};
  const checkpoints = flink.CheckpointConfigurationDescription ?? {};
  const monitoring = flink.MonitoringConfigurationDescription ?? {};
  const parallelism = flink.ParallelismConfigurationDescription ?? {};
  const kms = configuration.ApplicationEncryptionConfigurationDescription;
  return collected([
    ['code', 'jar', bucket === null || fileKey === null ? null : `s3://${bucket}/${fileKey}`],
    ['runtime', 'runtime', runtime],
    ['role', 'role', role],
    // With the default type the service ignores the values that are there.
    ['checkpoints', 'checkpoints', custom(checkpoints, checkpoints.CheckpointingEnabled ? 'enabled' : 'disabled')],
    ['checkpoints', 'checkpoints every', milliseconds(checkpoints.CheckpointInterval ?? 0)],
    ['checkpoints', 'pause between checkpoints', milliseconds(checkpoints.MinPauseBetweenCheckpoints ?? 0)],
    ['monitoring', 'metrics level', custom(monitoring, monitoring.MetricsLevel ?? '')],
    ['monitoring', 'log level', custom(monitoring, monitoring.LogLevel ?? '')],
    ['parallelism', 'parallelism', custom(parallelism, String(parallelism.Parallelism ?? 0))],
    ['parallelism', 'parallelism per KPU', String(parallelism.ParallelismPerKPU ?? 0)],
    ['parallelism', 'automatic scaling', onOff(parallelism.AutoScalingEnabled)],
    ['state', 'snapshots', onOff(configuration.ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled)],
    [
      'state',
      'rollback by the service',
      onOff(configuration.ApplicationSystemRollbackConfigurationDescription?.RollbackEnabled),
    ],
    ...Object.entries(properties).flatMap(([group, map]) =>
      group === PROPERTY_GROUP
        ? Object.entries(map).map(([name, value]) => ['properties', `property ${name}`, value] as const)
        : [['properties', `property group ${group}`, JSON.stringify(map)] as const],
    ),
    ['kms', 'KMS key', kms?.KeyType === 'CUSTOMER_MANAGED_KEY' ? (kms.KeyId ?? null) : null],
  ]);
}

const collected = (settings: readonly (readonly [SettingGroup, string, string | null])[]): Settings =>
  new Map(settings.map(([group, setting, value]) => [setting, { group, value }]));

const custom = ({ ConfigurationType }: { ConfigurationType?: string | undefined }, value: string): string =>
  ConfigurationType === 'CUSTOM' ? value : `${value} (default)`;

const onOff = (value: boolean | undefined): string => (value ? 'on' : 'off');

const milliseconds = (value: number): string => (value % 1000 === 0 ? `${value / 1000} s` : `${value} ms`);
