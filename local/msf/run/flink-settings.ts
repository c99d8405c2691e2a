/** Flink's configuration of an application: what the service decides, and what a program may still decide for itself. */
import type { Configuration } from '../configuration.js';

/**
 * Keys that code may set, and all below them. For any other Flink 2 fails the program, by the same switch as on AWS:
 * on Flink 1 such settings were ignored.
 */
const FOR_CODE = [
  // Flink's own, about the statement that runs.
  '__table.query-start',
  'execution.runtime-mode',
  'pipeline.auto-generate-uids',
  'pipeline.auto-watermark-interval',
  'pipeline.generic-types',
  'pipeline.max-parallelism',
  'pipeline.name',
  'pipeline.object-reuse',
  'pipeline.operator-chaining',
  'table.dml-sync',
  'table.exec.async-lookup',
  'table.exec.mini-batch',
  'table.exec.sink.keyed-shuffle',
  'table.exec.sink.not-null-enforcer',
  'table.exec.sink.rowtime-inserter',
  'table.exec.sink.type-length-enforcer',
  'table.exec.sink.upsert-materialize',
  'table.exec.sink.upsert-materialize-strategy',
  'table.exec.source.idle-timeout',
  'table.exec.state.ttl',
  'table.exec.uid',
  'table.local-time-zone',
  'table.optimizer',
  'table.plan',
  'table.sql-dialect',
] as const;

export function flinkSettings({ checkpointing }: Configuration): Readonly<Record<string, string>> {
  const { enabled, interval, minPause } = checkpointing;
  return {
    'execution.checkpointing.interval': duration(enabled ? interval : 0),
    'execution.checkpointing.min-pause': duration(minPause),
    'execution.program-config.enabled': 'false',
    'execution.program-config.wildcards': FOR_CODE.join(';'),
  };
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** As Flink itself writes it: a program that reads its settings and sets them again must not seem to change them. */
function duration(ms: number): string {
  const unit = UNITS.find(([, length]) => ms > 0 && ms % length === 0);
  return unit === undefined ? `${ms} ms` : `${ms / unit[1]} ${unit[0]}`;
}
