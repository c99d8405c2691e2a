/** What a pipeline is deployed to and watched with, beside the services that its job uses. */
import { msfService, type MsfOptions, type MsfService } from '../msf/msf-service.js';
import { cloudWatchService, type LocalCloudWatch } from './cloudwatch/cloudwatch-service.js';
import type { LocalService } from './front/service.js';
import { iamService, type LocalIam } from './iam/iam-service.js';
import { logsService, type LocalLogs } from './logs/logs-service.js';

export interface DeployableOptions {
  readonly settings?: MsfOptions['settings'];
  /** Whether roles are obeyed; what they use is remembered anyway. */
  readonly enforce?: boolean;
  /** In place of Flink. */
  readonly startJob?: MsfOptions['startJob'];
}

export interface Deployable {
  readonly msf: MsfService;
  readonly logs: LocalLogs;
  readonly iam: LocalIam;
  readonly cloudwatch: LocalCloudWatch;
  readonly services: readonly LocalService[];
}

type Around = Pick<MsfOptions, 'directory' | 'objects' | 'environment' | 'onProblem'>;

export function deployable({ settings, startJob, enforce = false, ...around }: DeployableOptions & Around): Deployable {
  const logs = logsService();
  const iam = iamService({ enforce });
  const cloudwatch = cloudWatchService();
  const msf = msfService({
    ...around,
    logs,
    roles: iam,
    metrics: cloudwatch,
    ...(settings && { settings }),
    ...(startJob && { startJob }),
  });
  return { msf, logs, iam, cloudwatch, services: [msf, logs, iam, cloudwatch] };
}
