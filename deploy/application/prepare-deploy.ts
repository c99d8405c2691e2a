/** Looks at the world and plans a deploy; changes nothing. */
import { readApplication, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import { deployedVersion } from './deployed-version.js';
import type { DesiredApplication } from './desired.js';
import { isJarThere } from './jar-store.js';
import { isJobFailing } from './job-condition.js';
import { readLogPlace } from './log-place.js';
import { planDeploy, stateVersion, type Losses, type Planned, type Situation } from './plan-deploy.js';
import { settled } from './settle.js';
import { listSnapshots } from './snapshot.js';
import type { DeployTarget } from './target.js';
import type { Version } from './version.js';

export interface Preparing<V extends Losses> {
  readonly clients: Clients;
  readonly target: DeployTarget;
  readonly desired: DesiredApplication;
  readonly version: Version;
  readonly discard: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onWait: (status: string) => void;
  /** `application` is what runs, or ran last. */
  readonly judge: (before: Version, after: Version, application: ActualApplication) => V;
}

export interface Prepared<V extends Losses> {
  readonly situation: Situation;
  /** What runs now, or ran last; null when there is none or it can not be read. */
  readonly running: Version | null;
  /** Whether there is state whose version can not be read. */
  readonly isStateUnknown: boolean;
  readonly verdict: V | null;
  readonly planned: Planned;
}

/** The application once it is at rest, with everything around it that a plan depends on. */
export async function lookAround({
  clients,
  target,
  desired,
  timeoutMs,
  signal,
  onWait,
}: Preparing<Losses>): Promise<Situation> {
  const application = await settled(clients, target, { timeoutMs, signal, onWait });
  const [jarThere, logs, snapshots, isFailing] = await Promise.all([
    isJarThere(clients, desired.code, desired.code.bytes),
    readLogPlace(clients, target.logs),
    application === null ? [] : listSnapshots(clients, target.application),
    application?.status === 'RUNNING' ? isJobFailing(clients, target.application, signal) : null,
  ]);
  return { application, isJarThere: jarThere, logs, snapshots, isFailing };
}

export async function prepareDeploy<V extends Losses>(
  preparing: Preparing<V>,
  isOurs: (actual: ActualApplication) => void,
): Promise<Prepared<V>> {
  const { clients, target, desired, version, discard, judge } = preparing;
  // Before it is waited for: one that somebody else has made is none of our business.
  const first = await readApplication(clients, target);
  if (first !== null) isOurs(first);
  const situation = await lookAround(preparing);
  const { application } = situation;
  const stateOf = stateVersion(situation);
  const [running, holder] = await Promise.all([
    application === null ? null : deployedVersion(clients, target, application),
    stateOf === null || stateOf === application?.versionId ? null : deployedVersion(clients, target, stateOf),
  ]);
  const before = stateOf === null ? null : stateOf === application?.versionId ? running : holder;
  const verdict = before === null || application === null ? null : judge(before, version, application);
  const planned = planDeploy(desired, situation, verdict, {
    environment: target.environment,
    logs: target.logs,
    keepSnapshots: target.keepSnapshots,
    discard,
  });
  return { situation, running, isStateUnknown: stateOf !== null && before === null, verdict, planned };
}
