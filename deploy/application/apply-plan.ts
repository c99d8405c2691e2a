/**
 * Carries out the steps of a plan. Before each one it is made sure that the application still is what the plan was made on;
 * whoever else changes it in between makes a failure, never a mixture.
 */
import {
  AddApplicationCloudWatchLoggingOptionCommand,
  AddApplicationVpcConfigurationCommand,
  CreateApplicationCommand,
  DeleteApplicationCloudWatchLoggingOptionCommand,
  DeleteApplicationVpcConfigurationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { asking, ServiceFailure } from '../aws/service-failure.js';
import { readApplication, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import type { DesiredApplication } from './desired.js';
import { DeployFailure } from './failure.js';
import { isJarThere, uploadJar, type Jar } from './jar-store.js';
import { createLogGroup, createLogStream } from './log-place.js';
import { followOperation, listOperations } from './operation.js';
import type { DeployPlan } from './plan-deploy.js';
import { createRequest, runConfiguration, updateRequest } from './requests.js';
import { deleteSnapshot, listSnapshots, snapshotName, superfluous, takeSnapshot } from './snapshot.js';
import { stepText, type Step } from './step.js';
import type { DeployTarget } from './target.js';
import type { Waiting } from './wait.js';

export type ApplyEvent =
  | { readonly event: 'step'; readonly step: Step['kind']; readonly index: number; readonly text: string }
  | { readonly event: 'operation'; readonly operation: string; readonly id: string; readonly status: string }
  | { readonly event: 'done'; readonly step: Step['kind']; readonly index: number; readonly milliseconds: number };

export interface Applying {
  readonly clients: Clients;
  readonly target: DeployTarget;
  readonly desired: DesiredApplication;
  readonly jar: Jar;
  /** For each operation of the service. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ApplyEvent) => void;
}

export interface Applied {
  readonly application: ActualApplication;
  /** When the job was last told to start; null when it was left running. */
  readonly startedAt: number | null;
  /** Of the version that ran before. */
  readonly snapshot: string | null;
}

/** All steps but `prove` and `prune`, which come after the proof of health. */
export async function applyPlan(plan: DeployPlan, applying: Applying): Promise<Applied> {
  const work = new Work(plan, applying);
  for (const [index, step] of plan.steps.entries()) {
    if (step.kind === 'prove' || step.kind === 'prune') continue;
    applying.signal.throwIfAborted();
    const began = performance.now();
    applying.onEvent({ event: 'step', step: step.kind, index, text: stepText(step) });
    await work.do(step);
    const milliseconds = Math.round(performance.now() - began);
    applying.onEvent({ event: 'done', step: step.kind, index, milliseconds });
  }
  return work.applied();
}

/** Deletes snapshots of earlier deploys that are too many. */
export async function prune(clients: Clients, application: string, keep: number): Promise<readonly string[]> {
  const found = superfluous(await listSnapshots(clients, application), keep);
  for (const snapshot of found) await deleteSnapshot(clients, application, snapshot);
  return found.map(({ name }) => name);
}

class Work {
  private actual: ActualApplication | null = null;
  private startedAt: number | null = null;
  private snapshot: string | null = null;
  private isFirstLook = true;

  constructor(
    private readonly plan: DeployPlan,
    private readonly applying: Applying,
  ) {}

  async applied(): Promise<Applied> {
    const application = await this.look();
    if (application === null) throw new DeployFailure({ kind: 'world moved', moved: 'the application is gone' });
    return { application, startedAt: this.startedAt, snapshot: this.snapshot };
  }

  async do(step: Step): Promise<void> {
    const { clients, jar, desired, target } = this.applying;
    const { applications } = clients;
    switch (step.kind) {
      case 'upload':
        return uploadJar(clients, step, jar);
      case 'log-group':
        return createLogGroup(clients, step.group, step.retentionDays);
      case 'log-stream':
        return createLogStream(clients, step.group, step.stream);
      case 'create':
        await this.look();
        await this.unlessJarGone(() =>
          this.ask('CreateApplication', () =>
            applications.send(new CreateApplicationCommand(createRequest(desired, target.region))),
          ),
        );
        return void (await this.look());
      case 'tags':
        return this.tag(step.set, step.remove);
      case 'logging':
        return this.logTo(step.logStreamArn, step.replaces);
      case 'vpc':
        return this.enterVpc(step.remove, step.add);
      case 'snapshot':
        return this.takeSnapshot(step.version);
      case 'force-stop':
        await this.expect();
        return this.follow(
          'StopApplication',
          await this.ask('StopApplication', () =>
            applications.send(new StopApplicationCommand({ ApplicationName: desired.name, Force: true })),
          ),
        );
      case 'update':
        return this.update(step);
      case 'start': {
        await this.expect();
        this.startedAt = Date.now();
        const RunConfiguration = runConfiguration(step.restore, step.allowNonRestoredState);
        return this.follow(
          'StartApplication',
          await this.ask('StartApplication', () =>
            applications.send(new StartApplicationCommand({ ApplicationName: desired.name, RunConfiguration })),
          ),
        );
      }
      case 'prove':
      case 'prune':
        throw new Error(`'${step.kind}' is not carried out here`);
    }
  }

  private async update(step: Extract<Step, { kind: 'update' }>): Promise<void> {
    const { clients, desired, target } = this.applying;
    const actual = await this.expect();
    if (step.restore !== null) this.startedAt = Date.now();
    const groups = new Set(step.settings.map(({ group }) => group));
    const request = updateRequest(desired, actual, { ...step, groups }, target.region);
    return this.follow(
      'UpdateApplication',
      await this.unlessJarGone(() =>
        this.ask('UpdateApplication', () => clients.applications.send(new UpdateApplicationCommand(request))),
      ),
    );
  }

  private async takeSnapshot(version: number): Promise<void> {
    const { clients, desired } = this.applying;
    const before = await this.expect();
    const name = snapshotName(version, new Date());
    const snapshot = await this.unlessMoved('CreateApplicationSnapshot', () =>
      takeSnapshot(clients, desired.name, name, this.waiting()),
    );
    if (snapshot?.status !== 'READY') {
      const reason = snapshot === null ? 'it has not ended in time' : `it is ${snapshot.status}`;
      throw new DeployFailure({ kind: 'snapshot failed', name, reason });
    }
    this.snapshot = name;
    // A snapshot may give the application another token, but neither another version nor another status.
    const after = await this.look();
    if (after === null) throw moved('the application is gone');
    if (after.versionId !== before.versionId || after.status !== before.status)
      throw await this.movedFrom(before, after);
  }

  private async tag(set: Readonly<Record<string, string>>, remove: readonly string[]): Promise<void> {
    const { applications } = this.applying.clients;
    const { arn } = await this.expect();
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0)
      await this.ask('TagResource', () => applications.send(new TagResourceCommand({ ResourceARN: arn, Tags })));
    if (remove.length > 0) {
      const TagKeys = [...remove];
      await this.ask('UntagResource', () => applications.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys })));
    }
    await this.look();
  }

  private async logTo(LogStreamARN: string, replaces: readonly string[]): Promise<void> {
    const { applications } = this.applying.clients;
    const actual = await this.expect();
    const about = { ApplicationName: actual.name };
    for (const CloudWatchLoggingOptionId of replaces) {
      const { conditionalToken: ConditionalToken } = await this.expect();
      await this.follow(
        'DeleteApplicationCloudWatchLoggingOption',
        await this.ask('DeleteApplicationCloudWatchLoggingOption', () =>
          applications.send(
            new DeleteApplicationCloudWatchLoggingOptionCommand({
              ...about,
              ConditionalToken,
              CloudWatchLoggingOptionId,
            }),
          ),
        ),
      );
    }
    if (actual.loggingOptions.some((option) => option.logStreamArn === LogStreamARN)) return;
    const { conditionalToken: ConditionalToken } = await this.expect();
    await this.follow(
      'AddApplicationCloudWatchLoggingOption',
      await this.ask('AddApplicationCloudWatchLoggingOption', () =>
        applications.send(
          new AddApplicationCloudWatchLoggingOptionCommand({
            ...about,
            ConditionalToken,
            CloudWatchLoggingOption: { LogStreamARN },
          }),
        ),
      ),
    );
  }

  private async enterVpc(
    remove: readonly string[],
    add: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null,
  ): Promise<void> {
    const { applications } = this.applying.clients;
    for (const VpcConfigurationId of remove) {
      const { name: ApplicationName, conditionalToken: ConditionalToken } = await this.expect();
      await this.follow(
        'DeleteApplicationVpcConfiguration',
        await this.ask('DeleteApplicationVpcConfiguration', () =>
          applications.send(
            new DeleteApplicationVpcConfigurationCommand({ ApplicationName, ConditionalToken, VpcConfigurationId }),
          ),
        ),
      );
    }
    if (add === null) return;
    const { name: ApplicationName, conditionalToken: ConditionalToken } = await this.expect();
    const VpcConfiguration = { SubnetIds: [...add.subnets], SecurityGroupIds: [...add.securityGroups] };
    await this.follow(
      'AddApplicationVpcConfiguration',
      await this.ask('AddApplicationVpcConfiguration', () =>
        applications.send(
          new AddApplicationVpcConfigurationCommand({ ApplicationName, ConditionalToken, VpcConfiguration }),
        ),
      ),
    );
  }

  /** The application as it was when this deploy last looked; a failure when it is not that any more. */
  private async expect(): Promise<ActualApplication> {
    const before = this.actual;
    const actual = await this.look();
    if (actual === null) throw moved('the application is gone');
    if (before !== null && !isSame(before, actual)) throw await this.movedFrom(before, actual);
    return actual;
  }

  /** Looks again; the first look is held against what the plan was made on. */
  private async look(): Promise<ActualApplication | null> {
    const { clients, target } = this.applying;
    const { base } = this.plan;
    this.actual = await readApplication(clients, target);
    if (!this.isFirstLook) return this.actual;
    this.isFirstLook = false;
    if (base === null && this.actual !== null) throw moved('an application of that name is there now');
    if (base === null) return null;
    if (this.actual === null) throw moved('the application is gone');
    if (!isSame(base, this.actual)) throw await this.movedFrom(base, this.actual);
    return this.actual;
  }

  /** With the operation that somebody else has begun, as far as the service tells. */
  private async movedFrom(before: Seen, after: Seen): Promise<DeployFailure> {
    const { clients, desired } = this.applying;
    const [last] = await listOperations(clients, desired.name, 1).catch(() => []);
    const by = last === undefined ? '' : `, after ${last.kind} at ${last.startedAt?.toISOString() ?? 'a time unknown'}`;
    return moved(difference(before, after) + by);
  }

  private async follow(kind: string, { OperationId }: { OperationId?: string | undefined }): Promise<void> {
    const { clients, desired, onEvent } = this.applying;
    if (OperationId !== undefined) {
      onEvent({ event: 'operation', operation: kind, id: OperationId, status: 'IN_PROGRESS' });
      const operation = await followOperation(clients, desired.name, OperationId, this.waiting());
      const seconds = Math.round(this.applying.timeoutMs / 1000);
      if (operation === null) throw new DeployFailure({ kind: 'operation endless', operation: kind, seconds });
      onEvent({ event: 'operation', operation: kind, id: OperationId, status: operation.status });
      if (operation.status !== 'SUCCESSFUL') throw new DeployFailure({ kind: 'operation failed', operation });
    }
    await this.look();
  }

  private ask = <T>(operation: string, request: () => Promise<T>): Promise<T> =>
    this.unlessMoved(operation, () =>
      asking(`kinesisanalytics:${operation}`, `the application '${this.applying.desired.name}'`, request),
    );

  private async unlessMoved<T>(operation: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ServiceFailure && MOVED.includes(error.code)) throw moved(`${operation}: ${error.detail}`);
      throw error;
    }
  }

  /** Of a jar that it can not read the service says one thing, whatever keeps it from reading. */
  private async unlessJarGone<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const { clients, jar, desired } = this.applying;
      if (!(error instanceof ServiceFailure) || error.kind !== 'refused') throw error;
      if (await isJarThere(clients, desired.code, jar.bytes.length)) throw error;
      throw new DeployFailure({ kind: 'jar gone', place: `s3://${desired.code.bucket}/${desired.code.key}` });
    }
  }

  private waiting(): Waiting {
    const { clients, signal, timeoutMs } = this.applying;
    return { deadline: Date.now() + timeoutMs, everyMs: clients.pollMs, signal };
  }
}

/** How the service says that the application is not what a request takes it for. */
const MOVED: readonly string[] = ['ConcurrentModificationException', 'ResourceInUseException'];

const moved = (what: string): DeployFailure => new DeployFailure({ kind: 'world moved', moved: what });

interface Seen {
  readonly conditionalToken: string;
  readonly versionId: number;
  readonly status: string;
}

const isSame = (before: Seen, after: Seen): boolean =>
  before.conditionalToken === after.conditionalToken &&
  before.versionId === after.versionId &&
  before.status === after.status;

function difference(before: Seen, after: Seen): string {
  if (before.versionId !== after.versionId) return `it was version ${before.versionId} and is ${after.versionId}`;
  if (before.status !== after.status) return `it was ${before.status} and is ${after.status}`;
  return 'somebody has changed it';
}
