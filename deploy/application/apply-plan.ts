/** Carries out the steps of a plan, each on the application that the step before has left. */
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
import { ServiceFailure } from '../aws/service-failure.js';
import type { ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import type { DesiredApplication } from './desired.js';
import { DeployFailure } from './failure.js';
import { isJarThere, uploadJar, type Jar } from './jar-store.js';
import { createLogGroup, createLogStream } from './log-place.js';
import type { DeployPlan } from './plan-deploy.js';
import { createRequest, runConfiguration, updateRequest } from './requests.js';
import { deleteSnapshot, listSnapshots, snapshotName, superfluous, takeSnapshot } from './snapshot.js';
import { stepText, type Step } from './step.js';
import type { DeployTarget } from './target.js';
import { WatchedApplication } from './watched-application.js';

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
  private startedAt: number | null = null;
  private snapshot: string | null = null;
  private readonly watched: WatchedApplication;

  constructor(
    { base }: DeployPlan,
    private readonly applying: Applying,
  ) {
    const { onEvent, ...watching } = applying;
    this.watched = new WatchedApplication(base, {
      ...watching,
      onOperation: (operation, id, status) => onEvent({ event: 'operation', operation, id, status }),
    });
  }

  async applied(): Promise<Applied> {
    return { application: await this.watched.existing(), startedAt: this.startedAt, snapshot: this.snapshot };
  }

  async do(step: Step): Promise<void> {
    const { clients, jar } = this.applying;
    switch (step.kind) {
      case 'upload':
        return uploadJar(clients, step, jar);
      case 'log-group':
        return createLogGroup(clients, step.group, step.retentionDays);
      case 'log-stream':
        return createLogStream(clients, step.group, step.stream);
      case 'create':
        return this.create();
      case 'tags':
        return this.tag(step.set, step.remove);
      case 'logging':
        return this.logTo(step.logStreamArn, step.replaces);
      case 'vpc':
        return this.enterVpc(step.remove, step.add);
      case 'snapshot':
        return this.takeSnapshot(step.version);
      case 'force-stop':
        return this.watched.change('StopApplication', ({ name: ApplicationName }) =>
          clients.applications.send(new StopApplicationCommand({ ApplicationName, Force: true })),
        );
      case 'update':
        return this.update(step);
      case 'start':
        return this.watched.change('StartApplication', ({ name: ApplicationName }) => {
          this.startedAt = Date.now();
          const RunConfiguration = runConfiguration(step.restore, step.allowNonRestoredState);
          return clients.applications.send(new StartApplicationCommand({ ApplicationName, RunConfiguration }));
        });
      case 'prove':
      case 'prune':
        throw new Error(`'${step.kind}' is not carried out here`);
    }
  }

  private async create(): Promise<void> {
    const { clients, desired, target } = this.applying;
    await this.watched.look();
    const request = new CreateApplicationCommand(createRequest(desired, target.region));
    await this.unlessJarGone(() => this.watched.ask('CreateApplication', () => clients.applications.send(request)));
    await this.watched.look();
  }

  private update(step: Extract<Step, { kind: 'update' }>): Promise<void> {
    const { clients, desired, target } = this.applying;
    const groups = new Set(step.settings.map(({ group }) => group));
    return this.unlessJarGone(() =>
      this.watched.change('UpdateApplication', (actual) => {
        if (step.restore !== null) this.startedAt = Date.now();
        const request = updateRequest(desired, actual, { ...step, groups }, target.region);
        return clients.applications.send(new UpdateApplicationCommand(request));
      }),
    );
  }

  private async takeSnapshot(version: number): Promise<void> {
    const { clients, desired } = this.applying;
    const name = snapshotName(version, new Date());
    await this.watched.unchangedBy('CreateApplicationSnapshot', async () => {
      const snapshot = await takeSnapshot(clients, desired.name, name, this.watched.waiting());
      if (snapshot?.status === 'READY') return;
      const reason = snapshot === null ? 'it has not ended in time' : `it is ${snapshot.status}`;
      throw new DeployFailure({ kind: 'snapshot failed', name, reason });
    });
    this.snapshot = name;
  }

  private async tag(set: Readonly<Record<string, string>>, remove: readonly string[]): Promise<void> {
    const { applications } = this.applying.clients;
    const { arn: ResourceARN } = await this.watched.expect();
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0) {
      const request = new TagResourceCommand({ ResourceARN, Tags });
      await this.watched.ask('TagResource', () => applications.send(request));
    }
    if (remove.length > 0) {
      const request = new UntagResourceCommand({ ResourceARN, TagKeys: [...remove] });
      await this.watched.ask('UntagResource', () => applications.send(request));
    }
    await this.watched.look();
  }

  private async logTo(LogStreamARN: string, replaces: readonly string[]): Promise<void> {
    const { applications } = this.applying.clients;
    const { loggingOptions } = await this.watched.expect();
    for (const CloudWatchLoggingOptionId of replaces) {
      await this.watched.change('DeleteApplicationCloudWatchLoggingOption', (actual) => {
        const request = { ...asItIs(actual), CloudWatchLoggingOptionId };
        return applications.send(new DeleteApplicationCloudWatchLoggingOptionCommand(request));
      });
    }
    if (loggingOptions.some((option) => option.logStreamArn === LogStreamARN)) return;
    await this.watched.change('AddApplicationCloudWatchLoggingOption', (actual) => {
      const request = { ...asItIs(actual), CloudWatchLoggingOption: { LogStreamARN } };
      return applications.send(new AddApplicationCloudWatchLoggingOptionCommand(request));
    });
  }

  private async enterVpc(
    remove: readonly string[],
    add: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null,
  ): Promise<void> {
    const { applications } = this.applying.clients;
    for (const VpcConfigurationId of remove) {
      await this.watched.change('DeleteApplicationVpcConfiguration', (actual) =>
        applications.send(new DeleteApplicationVpcConfigurationCommand({ ...asItIs(actual), VpcConfigurationId })),
      );
    }
    if (add === null) return;
    const VpcConfiguration = { SubnetIds: [...add.subnets], SecurityGroupIds: [...add.securityGroups] };
    await this.watched.change('AddApplicationVpcConfiguration', (actual) =>
      applications.send(new AddApplicationVpcConfigurationCommand({ ...asItIs(actual), VpcConfiguration })),
    );
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
}

/** With the token, a request is refused when somebody else was faster. */
const asItIs = ({ name, conditionalToken }: ActualApplication) => ({
  ApplicationName: name,
  ConditionalToken: conditionalToken,
});
