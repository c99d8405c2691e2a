/** Brings an application back to a version that was good, with the state that it had then. */
import {
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { asking, ServiceFailure } from '../aws/service-failure.js';
import { readVersion, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import { DeployFailure } from './failure.js';
import { followOperation } from './operation.js';
import { revertRequest, runConfiguration } from './requests.js';
import { settled } from './settle.js';
import { listSnapshots } from './snapshot.js';
import type { Restore } from './step.js';
import type { ApplicationTarget } from './target.js';

export interface GoingBack {
  readonly clients: Clients;
  readonly target: ApplicationTarget;
  /** The version that was good; null: there was none, and the application ends stopped. */
  readonly good: number | null;
  /** Whether it ran before; else it ends stopped. */
  readonly isToRun: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onStep: (text: string) => void;
}

export interface WentBack {
  readonly application: ActualApplication | null;
  /** Null: it is stopped, as there was nothing to go back to. */
  readonly version: number | null;
  /** The service's own rollback, or an update to what the version was. */
  readonly by: 'service' | 'update' | 'stop';
  /** Where its state comes from. */
  readonly restore: Restore | null;
}

export async function rollBack(going: GoingBack): Promise<WentBack> {
  const { clients, target, good, isToRun, onStep } = going;
  const settling = {
    timeoutMs: going.timeoutMs,
    signal: going.signal,
    onWait: (status: string) => onStep(`the application is ${status}`),
  };
  const actual = await settled(clients, target, settling);
  if (actual === null) return { application: null, version: null, by: 'stop', restore: null };
  const wanted = good === null ? null : await readVersion(clients, target.application, good);
  if (wanted === null || good === null) {
    await stopByForce(going, actual);
    return { application: await settled(clients, target, settling), version: null, by: 'stop', restore: null };
  }
  const isBack = isSameAs(actual, wanted);
  // The service itself goes back when an update fails before the job has started.
  if (isBack && (actual.status === 'RUNNING') === isToRun)
    return { application: actual, version: good, by: 'service', restore: null };
  if (actual.status === 'RUNNING' && isToRun && actual.versionId === good + 1 && (await byService(going, actual))) {
    const application = await settled(clients, target, settling);
    if (application?.status === 'RUNNING' && isSameAs(application, wanted))
      return { application, version: good, by: 'service', restore: null };
  }
  return byUpdate(going, wanted, good);
}

/** RollbackApplication; whether it was done. */
async function byService(
  { clients, target, signal, timeoutMs, onStep }: GoingBack,
  actual: ActualApplication,
): Promise<boolean> {
  onStep('rolling back');
  try {
    const { OperationId } = await asking('kinesisanalytics:RollbackApplication', about(target), () =>
      clients.applications.send(
        new RollbackApplicationCommand({
          ApplicationName: target.application,
          CurrentApplicationVersionId: actual.versionId,
        }),
      ),
    );
    if (OperationId === undefined) return true;
    const waiting = { deadline: Date.now() + timeoutMs, everyMs: clients.pollMs, signal };
    const operation = await followOperation(clients, target.application, OperationId, waiting);
    return operation?.status === 'SUCCESSFUL';
  } catch (error) {
    // It has no version to go back to, or does not do it in this state.
    if (error instanceof ServiceFailure && error.kind === 'refused') return false;
    throw error;
  }
}

/** Stops, puts back what the version was, and starts from the snapshot that was taken of it. */
async function byUpdate(going: GoingBack, wanted: ActualApplication, good: number): Promise<WentBack> {
  const { clients, target, isToRun, timeoutMs, signal, onStep } = going;
  const settling = { timeoutMs, signal, onWait: (status: string) => onStep(`the application is ${status}`) };
  const before = await settled(clients, target, settling);
  if (before !== null) await stopByForce(going, before);
  const actual = await settled(clients, target, settling);
  if (actual === null) throw new DeployFailure({ kind: 'world moved', moved: 'the application is gone' });
  onStep(`putting back what version ${good} was`);
  const request = revertRequest(wanted, actual);
  await followed(going, 'UpdateApplication', () => clients.applications.send(new UpdateApplicationCommand(request)));
  if (!isToRun)
    return { application: await settled(clients, target, settling), version: good, by: 'update', restore: null };
  const snapshots = (await listSnapshots(clients, target.application)).filter(({ status }) => status === 'READY');
  const own = snapshots.find(({ versionId }) => versionId === good);
  const older = snapshots.find(({ versionId }) => versionId < good);
  const name = (own ?? older)?.name;
  const restore: Restore = name === undefined ? { from: 'nothing' } : { from: 'snapshot', name };
  onStep(name === undefined ? 'starting without a snapshot' : `starting from the snapshot ${name}`);
  const start = { ApplicationName: target.application, RunConfiguration: runConfiguration(restore, false) };
  await followed(going, 'StartApplication', () => clients.applications.send(new StartApplicationCommand(start)));
  return { application: await settled(clients, target, settling), version: good, by: 'update', restore };
}

async function stopByForce(going: GoingBack, actual: ActualApplication): Promise<void> {
  const { clients, target, onStep } = going;
  if (actual.status !== 'RUNNING') return;
  onStep('stopping the failing job by force');
  const stop = { ApplicationName: target.application, Force: true };
  await followed(going, 'StopApplication', () => clients.applications.send(new StopApplicationCommand(stop)));
}

async function followed(
  { clients, target, signal, timeoutMs }: GoingBack,
  kind: string,
  request: () => Promise<{ OperationId?: string | undefined }>,
): Promise<void> {
  const { OperationId } = await asking(`kinesisanalytics:${kind}`, about(target), request);
  if (OperationId === undefined) return;
  const waiting = { deadline: Date.now() + timeoutMs, everyMs: clients.pollMs, signal };
  const operation = await followOperation(clients, target.application, OperationId, waiting);
  if (operation === null)
    throw new DeployFailure({ kind: 'operation endless', operation: kind, seconds: Math.round(timeoutMs / 1000) });
  if (operation.status !== 'SUCCESSFUL') throw new DeployFailure({ kind: 'operation failed', operation });
}

const about = ({ application }: ApplicationTarget): string => `the application '${application}'`;

/** Whether one is what the other was, whatever number it has now. */
function isSameAs(one: ActualApplication, other: ActualApplication): boolean {
  const essence = ({ bucket, fileKey, runtime, role, properties, configuration }: ActualApplication): string => {
    const flink = configuration.FlinkApplicationConfigurationDescription;
    const { CurrentParallelism: _, ...parallelism } = flink?.ParallelismConfigurationDescription ?? {};
    const { CheckpointConfigurationDescription: checkpoints, MonitoringConfigurationDescription: monitoring } =
      flink ?? {};
    return JSON.stringify([bucket, fileKey, runtime, role, properties, parallelism, checkpoints, monitoring], inOrder);
  };
  return essence(one) === essence(other);
}

/** For JSON.stringify: the service promises no order of keys. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
