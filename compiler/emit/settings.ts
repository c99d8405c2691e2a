/** The Flink configuration of every pipeline: whatever decides results is pinned, within what MSF lets code set. */

/** Keys and prefixes (`…*`) that Managed Service for Apache Flink lets a program set; any other fails the job's `main`. */
const ALLOWED: readonly string[] = [
  'execution.runtime-mode',
  'pipeline.name',
  'pipeline.max-parallelism',
  'pipeline.object-reuse',
  'pipeline.auto-watermark-interval',
  'pipeline.operator-chaining.*',
  'pipeline.auto-generate-uids',
  'pipeline.generic-types',
  'table.exec.source.idle-timeout',
  'table.exec.state.ttl',
  'table.exec.mini-batch.*',
  'table.exec.sink.not-null-enforcer',
  'table.exec.sink.type-length-enforcer',
  'table.exec.sink.keyed-shuffle',
  'table.exec.sink.upsert-materialize',
  'table.exec.sink.rowtime-inserter',
  'table.exec.uid.format',
  'table.exec.uid.generation',
  'table.exec.async-lookup.*',
  'table.local-time-zone',
  'table.plan.*',
  'table.optimizer.*',
  'table.dml-sync',
  'table.sql-dialect',
];

export const isAllowed = (key: string): boolean =>
  ALLOWED.some((allowed) => (allowed.endsWith('*') ? key.startsWith(allowed.slice(0, -1)) : key === allowed));

export const SETTINGS: Readonly<Record<string, string>> = {
  'execution.runtime-mode': 'STREAMING',
  // Fixed for ever: state is split by it. It divides evenly by most small numbers and is above what MSF can scale to.
  'pipeline.max-parallelism': '720',
  'pipeline.object-reuse': 'true',
  'table.exec.mini-batch.enabled': 'false',
  'table.exec.sink.not-null-enforcer': 'ERROR',
  // The row time of a record is for windows; no sink of ours wants it as a hidden timestamp.
  'table.exec.sink.rowtime-inserter': 'DISABLED',
  // `check` proves that a sink's key follows from the row's own; a materializer would only hold everything once more.
  'table.exec.sink.upsert-materialize': 'NONE',
  'table.exec.state.ttl': '0 ms',
  'table.exec.uid.generation': 'PLAN_ONLY',
  'table.local-time-zone': 'UTC',
  'table.optimizer.agg-phase-strategy': 'AUTO',
  'table.optimizer.delta-join.strategy': 'NONE',
  'table.optimizer.multi-join.enabled': 'false',
  'table.optimizer.non-deterministic-update.strategy': 'IGNORE',
  // A stage with two consumers is computed, and counted, once.
  'table.optimizer.reuse-optimize-block-with-digest-enabled': 'true',
  'table.optimizer.reuse-source-enabled': 'true',
  'table.optimizer.reuse-sub-plan-enabled': 'true',
  // Options come from the environment that runs the plan, not from the plan.
  'table.plan.compile.catalog-objects': 'SCHEMA',
};
