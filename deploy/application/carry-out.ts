/** Applies a plan and proves that what runs then is healthy; otherwise brings back what was good, and says why it failed. */
import { ServiceFailure } from '../aws/service-failure.js';
import { readApplication, type ActualApplication } from './actual.js';
import { applyPlan, prune, type ApplyEvent, type Applying } from './apply-plan.js';
import { DeployFailure } from './failure.js';
import { findCause } from './find-cause.js';
import { health, type Health, type HealthFacts } from './health.js';
import { readOperation, type Operation } from './operation.js';
import type { DeployPlan } from './plan-deploy.js';
import { markProven, provenVersions } from './proven.js';
import { rollBack, type WentBack } from './roll-back.js';
import type { RootCause } from './root-cause.js';
import type { Version } from './version.js';

export type DeployEvent =
  | ApplyEvent
  | ({ readonly event: 'health' } & HealthFacts)
  | { readonly event: 'unhealthy'; readonly reason: string }
  | { readonly event: 'rollback'; readonly text: string }
  | { readonly event: 'pruned'; readonly snapshots: readonly string[] };

export interface CarryingOut extends Omit<Applying, 'onEvent'> {
  readonly version: Version;
  /** What ran before; null when nothing did, or it can not be read. */
  readonly before: Version | null;
  readonly onEvent: (event: DeployEvent) => void;
}

export type Outcome =
  | {
      readonly kind: 'healthy';
      readonly application: ActualApplication;
      readonly facts: HealthFacts;
      readonly idle: boolean;
      readonly changed: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly operation: Operation | null;
      readonly cause: RootCause | null;
      readonly facts: HealthFacts | null;
      readonly back: GoneBack;
    };

/** Where the application is after a failed deploy. */
export type GoneBack =
  | { readonly kind: 'back'; readonly went: WentBack; readonly health: Health }
  /** Nothing that could be gone back to: it is stopped. */
  | { readonly kind: 'stopped' }
  /** This deploy has not changed what runs. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not back'; readonly reason: string };

export async function carryOut(plan: DeployPlan, work: CarryingOut): Promise<Outcome> {
  const { clients, target, signal, onEvent } = work;
  const began = Date.now();
  let startedAt = began;
  let failed: { reason: string; operation: Operation | null; facts: HealthFacts | null } | null = null;
  try {
    const applied = await applyPlan(plan, work);
    startedAt = applied.startedAt ?? began;
  } catch (error) {
    if (!(error instanceof DeployFailure) || error.failure.kind !== 'operation failed') throw error;
    const { operation } = error.failure;
    failed = { reason: `${operation.kind} failed`, operation, facts: null };
  }
  if (failed === null) {
    const proof = await prove(work);
    if (proof.healthy) {
      const application = await concluded(plan, work);
      return { kind: 'healthy', application, facts: proof.facts, idle: proof.idle, changed: isChanging(plan) };
    }
    failed = { reason: proof.reason, operation: null, facts: proof.facts };
  }
  onEvent({ event: 'unhealthy', reason: failed.reason });
  signal.throwIfAborted();
  const operation = failed.operation?.error ?? null;
  const cause = await findCause({ clients, target, version: work.version, since: startedAt, operation });
  return { kind: 'failed', ...failed, cause, back: await goBack(plan, work, failed.operation) };
}

function prove({ clients, target, desired, version, signal, onEvent }: CarryingOut): Promise<Health> {
  onEvent({ event: 'step', step: 'prove', index: -1, text: 'wait until data moves and a checkpoint completes' });
  return health({
    clients,
    target,
    bundle: version.bundle,
    sha256: desired.code.sha256,
    timeoutMs: target.healthTimeoutMs,
    signal,
    onLook: (facts) => onEvent({ event: 'health', ...facts }),
  });
}

/** Notes the proof, and deletes what is not needed any more. */
async function concluded(plan: DeployPlan, { clients, target, onEvent }: CarryingOut): Promise<ActualApplication> {
  const application = await readApplication(clients, target);
  if (application === null) throw new DeployFailure({ kind: 'world moved', moved: 'the application is gone' });
  await markProven(clients, application);
  const last = plan.steps.find((step) => step.kind === 'prune');
  if (last?.kind === 'prune') {
    const snapshots = await prune(clients, target.application, last.keep);
    if (snapshots.length > 0) onEvent({ event: 'pruned', snapshots });
  }
  return application;
}

async function goBack(plan: DeployPlan, work: CarryingOut, operation: Operation | null): Promise<GoneBack> {
  const { clients, target, signal, timeoutMs, onEvent } = work;
  try {
    if (operation?.rollback != null) await readOperation(clients, target.application, operation.rollback);
    const actual = await readApplication(clients, target);
    const good = actual === null ? null : goodVersion(plan, actual);
    // What runs has been proved before, and this deploy has left it as it was.
    if (!isChanging(plan) && actual !== null && provenVersions(actual)[0] === actual.versionId)
      return { kind: 'unchanged' };
    const went = await rollBack({
      clients,
      target,
      good,
      isToRun: plan.base === null || plan.base.status === 'RUNNING',
      timeoutMs,
      signal,
      onStep: (text) => onEvent({ event: 'rollback', text }),
    });
    if (went.version === null || went.application === null || went.application.status !== 'RUNNING')
      return { kind: 'stopped' };
    return { kind: 'back', went, health: await proveBack(work, went, went.application) };
  } catch (error) {
    if (error instanceof ServiceFailure) return { kind: 'not back', reason: `${error.action}: ${error.detail}` };
    if (error instanceof DeployFailure) return { kind: 'not back', reason: failureText(error) };
    throw error;
  }
}

async function proveBack(
  { clients, target, before, version, signal, onEvent }: CarryingOut,
  { version: good }: WentBack,
  application: ActualApplication,
): Promise<Health> {
  onEvent({ event: 'rollback', text: 'waiting until it is healthy again' });
  const answer = await health({
    clients,
    target,
    bundle: (before ?? version).bundle,
    sha256: application.sha256 ?? '',
    timeoutMs: target.healthTimeoutMs,
    signal,
    onLook: (facts) => onEvent({ event: 'health', ...facts }),
  });
  if (answer.healthy) {
    const now = await readApplication(clients, target);
    // The service has given it a number of its own.
    if (now !== null && good !== null) await markProven(clients, now, good);
  }
  return answer;
}

/** What to go back to: what ran when the deploy began, unless that was failing or has been left unproved by an earlier one. */
function goodVersion({ base, steps }: DeployPlan, actual: ActualApplication): number | null {
  if (base === null) return null;
  const proven = provenVersions(actual);
  // Only a job that works is asked for a snapshot.
  const worked = steps.some(({ kind }) => kind === 'snapshot') || proven.includes(base.versionId);
  return worked ? base.versionId : (proven[0] ?? null);
}

/** Whether the plan touches what runs. */
const isChanging = ({ steps }: DeployPlan): boolean =>
  steps.some(({ kind }) => ['create', 'update', 'start', 'force-stop', 'vpc'].includes(kind));

function failureText({ failure }: DeployFailure): string {
  switch (failure.kind) {
    case 'operation failed':
      return `${failure.operation.kind}: ${failure.operation.error ?? failure.operation.status}`;
    case 'operation endless':
      return `${failure.operation} has not ended after ${failure.seconds} s`;
    case 'world moved':
      return failure.moved;
    case 'busy':
      return `the application is still ${failure.status} after ${failure.seconds} s`;
    case 'snapshot failed':
      return failure.reason;
    case 'jar differs':
      return failure.place;
    case 'jar gone':
      return `${failure.place} is gone`;
  }
}
