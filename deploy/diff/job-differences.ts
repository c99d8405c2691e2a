/** What differs between two `job.json`: the defaults of a pipeline, before an environment is laid over them. */
import type { SettingDifference } from './settings-changes.js';

/** Where a setting is in the shapes of CreateApplication, and the word for it. */
const SETTINGS: readonly (readonly [setting: string, unit: 'ms' | 'switch' | null, ...path: string[]])[] = [
  ['runtime', null, 'RuntimeEnvironment'],
  ['parallelism', null, 'Flink', 'ParallelismConfiguration', 'Parallelism'],
  ['parallelism per KPU', null, 'Flink', 'ParallelismConfiguration', 'ParallelismPerKPU'],
  ['automatic scaling', 'switch', 'Flink', 'ParallelismConfiguration', 'AutoScalingEnabled'],
  ['checkpoints', 'switch', 'Flink', 'CheckpointConfiguration', 'CheckpointingEnabled'],
  ['checkpoints every', 'ms', 'Flink', 'CheckpointConfiguration', 'CheckpointInterval'],
  ['pause between checkpoints', 'ms', 'Flink', 'CheckpointConfiguration', 'MinPauseBetweenCheckpoints'],
  ['metrics level', null, 'Flink', 'MonitoringConfiguration', 'MetricsLevel'],
  ['log level', null, 'Flink', 'MonitoringConfiguration', 'LogLevel'],
  ['snapshots', 'switch', 'ApplicationConfiguration', 'ApplicationSnapshotConfiguration', 'SnapshotsEnabled'],
  [
    'rollback by the service',
    'switch',
    'ApplicationConfiguration',
    'ApplicationSystemRollbackConfiguration',
    'RollbackEnabled',
  ],
];

const FLINK = ['ApplicationConfiguration', 'FlinkApplicationConfiguration'];

export function jobDifferences(before: unknown, after: unknown): SettingDifference[] {
  const known = SETTINGS.flatMap(([setting, unit, ...path]): SettingDifference[] => {
    const [was, is] = [before, after].map((job) => textOf(at(job, full(path)), unit));
    return was === is ? [] : [{ setting, before: was ?? null, after: is ?? null }];
  });
  if (known.length > 0 || JSON.stringify(before) === JSON.stringify(after)) return known;
  return [{ setting: 'job.json', before: 'another', after: 'the new one' }];
}

const full = (path: readonly string[]): readonly string[] => path.flatMap((key) => (key === 'Flink' ? FLINK : [key]));

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    value,
  );

function textOf(value: unknown, unit: 'ms' | 'switch' | null): string | null {
  if (value === undefined || value === null) return null;
  if (unit === 'switch') return value === true ? 'on' : 'off';
  return unit === 'ms' && typeof value === 'number' ? milliseconds(value) : String(value);
}

const milliseconds = (value: number): string => (value % 1000 === 0 ? `${value / 1000} s` : `${value} ms`);
