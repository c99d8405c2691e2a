/**
 * What is not as it was asked for: the application, setting by setting, against what its own jar and pipectl.yaml ask.
 * What differs was changed by somebody else than pipectl, or pipectl.yaml was edited since; the next deploy ends both.
 */
import type { CreateApplicationCommandInput } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActualApplication } from '../../application/actual.js';
import { desiredOf } from '../../application/desired.js';
import { settingChanges } from '../../application/settings.js';
import type { ApplicationTarget } from '../../application/target.js';
import type { Version } from '../../application/version.js';

export interface Difference {
  /** For people: `checkpoints every`. */
  readonly setting: string;
  /** Null: it should not be there. */
  readonly asked: string | null;
  /** Null: it is not there. */
  readonly actual: string | null;
}

export interface DriftQuestion {
  readonly actual: ActualApplication;
  /** What the jar holds. */
  readonly deployed: Version;
  /** `job.json` of that very pipeline; null when only another one is at hand. */
  readonly job: Job | null;
  readonly target: ApplicationTarget;
}

export type Job = Readonly<Record<string, unknown>>;

export function drift({ actual, deployed, job, target }: DriftQuestion): Difference[] {
  const { bucket, fileKey, sha256, role } = actual;
  // What pipectl.yaml does not say can not be asked for.
  const complete = {
    ...target,
    role: target.role ?? role ?? '',
    artifacts: target.artifacts ?? { bucket: bucket ?? '', prefix: '' },
  };
  const known = new Set(deployed.bundle.placeholders.map(({ name }) => name));
  const names = Object.fromEntries(Object.entries(target.names).filter(([name]) => known.has(name)));
  const jar = { sha256: sha256 ?? '', bytes: { length: 0 } };
  const desired = desiredOf(deployed, job ?? jobOf(actual), jar, { ...complete, names });
  // A jar at another place is another version, not a change by hand.
  const here = { ...desired, code: { ...desired.code, bucket: bucket ?? '', key: fileKey ?? '' } };
  const changed = settingChanges(here, actual).map(({ setting, before, after }) => ({
    setting,
    asked: after,
    actual: before,
  }));
  return [...changed, ...surroundings(actual, desired)];
}

type Desired = ReturnType<typeof desiredOf>;

/** What is no part of the configuration that an update carries. */
function surroundings(actual: ActualApplication, { tags, logStreamArn, vpc }: Desired): Difference[] {
  const logs = actual.loggingOptions.map((option) => option.logStreamArn).sort();
  const vpcs = (actual.configuration.VpcConfigurationDescriptions ?? []).map(
    ({ SubnetIds = [], SecurityGroupIds = [] }) => vpcText(SubnetIds, SecurityGroupIds),
  );
  const texts: Difference[] = [
    { setting: 'log stream', asked: logStreamArn, actual: logs.length === 0 ? null : logs.join(', ') },
    {
      setting: 'VPC',
      asked: vpc && vpcText(vpc.subnets, vpc.securityGroups),
      actual: vpcs.length === 0 ? null : vpcs.join('; '),
    },
    // Tags that others put there are theirs.
    ...Object.entries(tags).map(([tag, value]) => ({
      setting: `tag ${tag}`,
      asked: value,
      actual: actual.tags[tag] ?? null,
    })),
  ];
  return texts.filter(({ asked, actual: is }) => asked !== is);
}

const vpcText = (subnets: readonly string[], groups: readonly string[]): string =>
  `${[...subnets].sort().join(', ')} with ${[...groups].sort().join(', ')}`;

/** The settings of the pipeline as they are: where nobody knows what it asks for, nothing differs. */
function jobOf({ runtime, configuration }: ActualApplication): Job {
  const flink = configuration.FlinkApplicationConfigurationDescription;
  const job: Partial<CreateApplicationCommandInput> = {
    RuntimeEnvironment: runtime as NonNullable<CreateApplicationCommandInput['RuntimeEnvironment']>,
    ApplicationConfiguration: {
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: { ConfigurationType: 'CUSTOM', ...flink?.CheckpointConfigurationDescription },
        MonitoringConfiguration: { ConfigurationType: 'CUSTOM', ...flink?.MonitoringConfigurationDescription },
        ParallelismConfiguration: { ConfigurationType: 'CUSTOM', ...flink?.ParallelismConfigurationDescription },
      },
    },
  };
  return { ...job };
}
