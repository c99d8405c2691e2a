/** What an application should be: the pipeline's defaults of `job.json` with the environment laid over them. Pure. */
import type { CreateApplicationCommandInput } from '@aws-sdk/client-kinesis-analytics-v2';
import { placeholderNames } from '../../compiler/ir/resources.js';
import { logStreamArn, type DeployTarget } from './target.js';
import type { Version } from './version.js';

export interface DesiredApplication {
  readonly name: string;
  readonly runtime: string;
  readonly role: string;
  readonly code: { readonly bucket: string; readonly key: string; readonly sha256: string; readonly bytes: number };
  /** Of the property group that the job reads. */
  readonly properties: Readonly<Record<string, string>>;
  readonly checkpoints: { readonly everyMs: number; readonly minPauseMs: number };
  readonly monitoring: { readonly metricsLevel: string; readonly logLevel: string };
  readonly parallelism: { readonly tasks: number; readonly perKpu: number; readonly autoScaling: boolean };
  readonly vpc: DeployTarget['vpc'];
  readonly kms: string | null;
  readonly logStreamArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The group of runtime properties that `PipelineJob` reads. */
export const PROPERTY_GROUP = 'pipectl';

const MIN_PAUSE_MS = 5_000;

export interface Packaged {
  readonly sha256: string;
  readonly bytes: { readonly length: number };
}

/** `job` is the pipeline's `job.json`. */
export function desiredOf(
  { bundle }: Version,
  job: Readonly<Record<string, unknown>>,
  jar: Packaged,
  target: DeployTarget,
): DesiredApplication {
  // `job.json` has the shapes of CreateApplication.
  const { ApplicationConfiguration, RuntimeEnvironment } = job as Partial<CreateApplicationCommandInput>;
  const flink = ApplicationConfiguration?.FlinkApplicationConfiguration ?? {};
  const { MetricsLevel = 'APPLICATION', LogLevel = 'INFO' } = flink.MonitoringConfiguration ?? {};
  const { Parallelism = 1, ParallelismPerKPU = 1, AutoScalingEnabled = true } = flink.ParallelismConfiguration ?? {};
  const everyMs = target.checkpointEvery ?? flink.CheckpointConfiguration?.CheckpointInterval ?? 60_000;
  return {
    name: target.application,
    runtime: RuntimeEnvironment ?? '',
    role: target.role,
    code: {
      bucket: target.artifacts.bucket,
      key: jarKey(target, jar.sha256),
      sha256: jar.sha256,
      bytes: jar.bytes.length,
    },
    properties: sorted(placeholderNames(bundle, target.names)),
    checkpoints: { everyMs, minPauseMs: Math.min(MIN_PAUSE_MS, everyMs) },
    monitoring: { metricsLevel: MetricsLevel, logLevel: LogLevel },
    parallelism: {
      tasks: target.parallelism ?? Parallelism,
      perKpu: ParallelismPerKPU,
      autoScaling: AutoScalingEnabled,
    },
    vpc: target.vpc,
    kms: target.kms,
    logStreamArn: logStreamArn(target),
    tags: target.tags,
  };
}

/** Where a jar lies: under its hash, so that each one that was ever deployed can be found again. */
export const jarKey = ({ artifacts, application }: DeployTarget, sha256: string): string =>
  [artifacts.prefix, application, `${sha256}.jar`].filter((part) => part !== '').join('/');

const sorted = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
