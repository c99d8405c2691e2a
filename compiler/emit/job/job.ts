/** `job.json`: the pipeline's defaults for the MSF API, in the shapes of CreateApplication; deploy overlays the environment. */
import type { Plan } from '../../ir/plan.js';

export type Job = { readonly [key: string]: unknown };

export function jobOf({ pipeline, runtime, parallelism, checkpointEvery }: Plan): Job {
  return {
    ApplicationConfiguration: {
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
      ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          CheckpointInterval: checkpointEvery,
          CheckpointingEnabled: true,
          ConfigurationType: 'CUSTOM',
          MinPauseBetweenCheckpoints: Math.min(5_000, checkpointEvery),
        },
        MonitoringConfiguration: { ConfigurationType: 'CUSTOM', LogLevel: 'INFO', MetricsLevel: 'APPLICATION' },
        ParallelismConfiguration: {
          AutoScalingEnabled: true,
          ConfigurationType: 'CUSTOM',
          Parallelism: parallelism,
          ParallelismPerKPU: 1,
        },
      },
    },
    ApplicationMode: 'STREAMING',
    ApplicationName: pipeline,
    RuntimeEnvironment: runtime,
  };
}
