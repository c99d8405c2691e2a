/** One pipeline's deploy: compile, package, look around, say what will be done, do it, prove it. */
import { readFile } from 'node:fs/promises';
import { resourcesOf } from '../../compiler/ir/resources.js';
import type { Span } from '../../compiler/ir/span.js';
import type { Compiled } from '../../compiler/compile.js';
import type { Planner } from '../../compiler/plan/plan.js';
import { diagnostic, hasErrors, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { carryOut, type CarryingOut, type Outcome as Deployed } from '../../deploy/application/carry-out.js';
import type { Clients } from '../../deploy/application/clients.js';
import { openClients } from '../../deploy/application/clients.js';
import { desiredOf, type DesiredApplication } from '../../deploy/application/desired.js';
import { DeployFailure } from '../../deploy/application/failure.js';
import { foreignTo } from '../../deploy/application/actual.js';
import type { DeployPlan, Planned, Remark } from '../../deploy/application/plan-deploy.js';
import { settingChanges } from '../../deploy/application/settings.js';
import { preflight } from '../../deploy/application/preflight/preflight.js';
import { prepareDeploy, type Prepared } from '../../deploy/application/prepare-deploy.js';
import type { DeployTarget } from '../../deploy/application/target.js';
import { callerAccount } from '../../deploy/aws/caller-account.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { packageJar, type PackagedJar } from '../../deploy/package/package-jar.js';
import { changesOf } from '../../deploy/diff/changes-of.js';
import { runtimeJar } from '../../local/own-jars.js';
import type { Outcome } from '../command.js';
import { compilePipeline } from '../compile-pipeline.js';
import { applicationTarget, deployTarget } from '../configuration/application-target.js';
import type { EnvironmentSettings } from '../configuration/configuration.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse, Refusal } from '../refusal.js';
import { cutOffRefusal, deployRefusal, findingsDiagnostics } from './deploy-refusal.js';
import { changesText, failedDiagnostics, healthyText, planText, verdictText } from './deploy-report.js';
import type { StateVerdict } from '../../deploy/state/verdict.js';
import { PROPERTY_GROUP } from '../../deploy/application/desired.js';
import { judge, neededPermissions } from './judgement.js';
import type { SavedPlans } from './plan-file.js';
import { Progress } from './show-progress.js';

export interface DeployOrder {
  readonly env: string;
  /** Null for the control plane on this machine. */
  readonly settings: EnvironmentSettings | null;
  readonly planner: Planner;
  readonly discard: readonly string[];
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Of each operation of the service. */
  readonly timeoutMs: number;
  /** The plan must be one of these; null: whichever it is. */
  readonly saved: SavedPlans | null;
  /** Takes the plan of a dry run. */
  readonly keep: (plan: DeployPlan) => void;
}

export async function deployPipeline(host: Host, entry: string, order: DeployOrder): Promise<Outcome> {
  return deployCompiled(host, await compilePipeline(host, entry, order.planner), order);
}

export async function deployCompiled(
  host: Host,
  compiled: Compiled,
  order: Omit<DeployOrder, 'planner'>,
): Promise<Outcome> {
  const { bundle, plan } = compiled;
  const target = deployTarget(applicationTarget(host, { name: order.env, settings: order.settings, bundle }));
  const jar = packageJar({ runtimeJar: await readFile(runtimeJar()), bundle, plan });
  const clients = openClients(target.access);
  const progress = new Progress(host, target.application);
  try {
    return await new Deploy(host, order, compiled, target, jar, clients, progress).run();
  } catch (error) {
    if (error instanceof DeployFailure) throw deployRefusal(error.failure, target);
    if (error instanceof ServiceFailure) throw cutOffRefusal(error, target, progress.doing);
    throw error;
  } finally {
    host.progress('');
    clients.close();
  }
}

class Deploy {
  private readonly desired: DesiredApplication;

  constructor(
    private readonly host: Host,
    private readonly order: Omit<DeployOrder, 'planner'>,
    private readonly compiled: Compiled,
    private readonly target: DeployTarget,
    private readonly jar: PackagedJar,
    private readonly clients: Clients,
    private readonly progress: Progress,
  ) {
    this.desired = desiredOf(compiled, compiled.job, jar, target);
  }

  async run(): Promise<Outcome> {
    const { host, target, order } = this;
    await this.checkAccount();
    const prepared = await this.prepare();
    await this.checkSurroundings();
    const plan = this.planOf(prepared);
    const about = { application: target.application, environment: target.environment, plan };
    this.show(plan, prepared);
    if (order.dryRun) {
      order.keep(plan);
      host.say('a dry run: nothing was changed');
      return { exitCode: exit.ok, data: { ...about, dryRun: true } };
    }
    if (!order.yes && order.saved === null && !(await this.isWanted(plan))) {
      host.say('nothing was changed');
      return { exitCode: exit.failed, data: { ...about, declined: true } };
    }
    const outcome = await this.carryOut(plan, prepared);
    host.progress('');
    return this.conclude(outcome, about);
  }

  private async checkAccount(): Promise<void> {
    const { environment, account: expected, access } = this.target;
    this.host.progress('Asking whose credentials these are');
    const actual = await callerAccount(access);
    if (actual !== expected) throw refuse('accountDiffers', { environment, expected, actual });
  }

  private prepare(): Promise<Prepared<StateVerdict>> {
    const { clients, target, desired, compiled, order, host, progress } = this;
    host.progress('Looking at what is there');
    return prepareDeploy(
      {
        clients,
        target,
        desired,
        version: compiled,
        discard: order.discard,
        timeoutMs: order.timeoutMs,
        signal: host.signal,
        onWait: (status) => progress.waiting(status),
        judge: (before, after, { properties, runtime }) =>
          judge(before, after, {
            before: { names: properties[PROPERTY_GROUP] ?? {}, runtime },
            after: { names: desired.properties, runtime: desired.runtime },
          }),
      },
      (actual) => {
        const reason = foreignTo(actual, target);
        const { application, environment } = target;
        if (reason !== null) throw refuse('foreignApplication', { application, environment, reason });
      },
    );
  }

  /** All that is wrong around the application, at once. */
  private async checkSurroundings(): Promise<void> {
    const { clients, target, desired, compiled, host } = this;
    const { bundle } = compiled;
    host.progress('Checking role, streams, tables and limits');
    const isUnbound = bundle.placeholders.some(({ name }) => desired.properties[name] === undefined);
    const findings = await preflight({
      clients,
      target,
      version: compiled,
      desired,
      // What has no name can not be looked at.
      resources: isUnbound ? [] : resourcesOf(bundle, target.names),
      permissions: isUnbound ? [] : neededPermissions(bundle, target),
    });
    const diagnostics = findingsDiagnostics(findings, target);
    if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
    host.diagnose(diagnostics);
  }

  /** The plan, or the refusal that stands in its place. */
  private planOf({ planned, verdict }: Prepared<StateVerdict>): DeployPlan {
    const { application } = this.target;
    if (planned.kind !== 'plan' && verdict !== null) {
      this.host.progress('');
      this.host.print(verdictText(verdict));
    }
    const plan = accepted(planned, application);
    this.order.saved?.check(plan);
    return plan;
  }

  private show(plan: DeployPlan, { isStateUnknown, verdict, running, situation }: Prepared<StateVerdict>): void {
    const { host, target, compiled, desired } = this;
    host.progress('');
    const settings = situation.application === null ? [] : settingChanges(desired, situation.application);
    const changes = running === null ? [] : changesOf(running, compiled, settings);
    if (changes.length > 0) host.print(changesText(changes));
    host.print(planText(plan));
    const state = verdict === null || !isRestarting(plan) ? '' : verdictText(verdict);
    if (state !== '') host.print(`\n${state}`);
    host.event({ event: 'planned', application: target.application, plan, verdict, changes });
    const warnings: Diagnostic[] = [
      ...(isStateUnknown ? [diagnostic('stateUnknown', null, { application: target.application })] : []),
      ...(plan.remarks.includes('starts without state')
        ? [diagnostic('startsWithoutState', null, { application: target.application })]
        : []),
    ];
    host.diagnose(warnings);
    for (const remark of plan.remarks) if (remark in REMARKS) host.say(REMARKS[remark] ?? '');
  }

  private isWanted({ steps }: DeployPlan): Promise<boolean> {
    const text = `Take ${steps.length === 1 ? 'this step' : `these ${steps.length} steps`}?`;
    return confirm(this.host, { text, flag: '--yes', command: 'deploy' });
  }

  /** When somebody else was quicker, looks again once, and goes on if the plan asks for nothing that was not agreed to. */
  private async carryOut(plan: DeployPlan, prepared: Prepared<StateVerdict>): Promise<Deployed> {
    try {
      return await carryOut(plan, this.work(prepared));
    } catch (error) {
      if (!(error instanceof DeployFailure) || error.failure.kind !== 'world moved') throw error;
      if (this.order.saved !== null) throw error;
      this.host.say(`${error.failure.moved}; looking again`);
      const again = await this.prepare();
      const next = accepted(again.planned, this.target.application);
      const agreed = new Set(plan.steps.map(({ kind }) => kind));
      if (next.steps.some(({ kind }) => !agreed.has(kind))) throw error;
      return carryOut(next, this.work(again));
    }
  }

  private work({ running }: Prepared<StateVerdict>): CarryingOut {
    const { clients, target, desired, jar, order, host, compiled, progress } = this;
    return {
      clients,
      target,
      desired,
      jar,
      timeoutMs: order.timeoutMs,
      signal: host.signal,
      version: compiled,
      before: running,
      onEvent: progress.hear,
    };
  }

  private conclude(outcome: Deployed, about: Readonly<Record<string, unknown>>): Outcome {
    const { host, target } = this;
    if (outcome.kind === 'healthy') {
      host.print(healthyText(outcome));
      const { application, facts, idle, changed } = outcome;
      const { versionId, status } = application;
      return {
        exitCode: exit.ok,
        data: { ...about, dryRun: false, changed, versionId, status, health: { ...facts, idle } },
      };
    }
    const { reason, cause, facts, back, operation } = outcome;
    host.diagnose(failedDiagnostics(outcome, target, (stage) => this.spanOf(stage)));
    return {
      exitCode: exit.failed,
      data: { ...about, dryRun: false, failed: { reason, operation, cause, health: facts, back: back.kind } },
    };
  }

  private spanOf(stage: string): Span | null {
    const { stages, outputs } = this.compiled.pipeline;
    return [...stages, ...outputs].find(({ name }) => name === stage)?.span ?? null;
  }
}

function accepted(planned: Planned, application: string): DeployPlan {
  switch (planned.kind) {
    case 'plan':
      return planned.plan;
    case 'state lost':
      throw refuse('stateWouldBeLost', { application, ...planned }, exit.stateLost);
    case 'nothing to discard':
      throw refuse('nothingToDiscard', planned);
  }
}

/** Whether state is restored on the way. */
const isRestarting = ({ steps }: DeployPlan): boolean =>
  steps.some(({ kind }) => kind === 'update' || kind === 'start');

const REMARKS: Partial<Record<Remark, string>> = {
  'starts a stopped application': 'It is stopped; this starts it.',
  'stops a failing job by force': 'Its job keeps failing and can take no snapshot; it goes on from its last one.',
};
