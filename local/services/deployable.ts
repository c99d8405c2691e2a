/** What a pipeline is deployed to and watched with, beside the services that its job uses. */
import { msfService, type MsfOptions, type MsfService } from '../msf/msf-service.js';
import type { LocalService } from './front/service.js';
import { logsService, type LocalLogs } from './logs/logs-service.js';

export interface DeployableOptions {
  readonly settings?: MsfOptions['settings'];
}

export interface Deployable {
  readonly msf: MsfService;
  readonly logs: LocalLogs;
  readonly services: readonly LocalService[];
}

type Around = Pick<MsfOptions, 'directory' | 'objects' | 'environment' | 'onProblem'>;

export function deployable({ settings, ...around }: DeployableOptions & Around): Deployable {
  const logs = logsService();
  const msf = msfService({ ...around, logs, ...(settings && { settings }) });
  return { msf, logs, services: [msf, logs] };
}
