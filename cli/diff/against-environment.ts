/** A comparison with what is deployed: what runs is read back from its jar, and the deploy is planned, not made. */
import { readFile } from 'node:fs/promises';
import type { Compiled } from '../../compiler/compile.js';
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { foreignTo, type ActualApplication } from '../../deploy/application/actual.js';
import { openClients, type Clients } from '../../deploy/application/clients.js';
import { desiredOf, PROPERTY_GROUP, type DesiredApplication } from '../../deploy/application/desired.js';
import { DeployFailure } from '../../deploy/application/failure.js';
import { planDeploy, type DeployPlan } from '../../deploy/application/plan-deploy.js';
import { prepareDeploy, type Prepared } from '../../deploy/application/prepare-deploy.js';
import { stepText, type Step } from '../../deploy/application/step.js';
import type { DeployTarget } from '../../deploy/application/target.js';
import { callerAccount } from '../../deploy/aws/caller-account.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { applicationDifferences } from '../../deploy/diff/application-differences.js';
import { packageJar } from '../../deploy/package/package-jar.js';
import type { StateVerdict } from '../../deploy/state/verdict.js';
import { runtimeJar } from '../../local/own-jars.js';
import { applicationTarget, deployTarget } from '../configuration/application-target.js';
import { findEnvironment } from '../configuration/environment.js';
import { serviceRefusal } from '../configuration/service-refusal.js';
import { deployRefusal } from '../deploy/deploy-refusal.js';
import { judge } from '../deploy/judgement.js';
import { writePlans } from '../deploy/plan-file.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import type { Comparison, PlannedDeploy } from './comparison.js';

/** Another deploy may be going on, and is waited for. */
const TIMEOUT_MS = 300_000;

export function againstEnvironment(host: Host, name: string): (compiled: Compiled) => Promise<Comparison> {
  const settings = findEnvironment(host, name);
  return async (compiled) => {
    const target = deployTarget(applicationTarget(host, { name, settings, bundle: compiled.bundle }));
    const clients = openClients(target.access);
    try {
      return await compare(host, clients, target, compiled);
    } catch (error) {
      if (error instanceof DeployFailure) throw deployRefusal(error.failure, target);
      if (error instanceof ServiceFailure) throw serviceRefusal(error, name);
      throw error;
    } finally {
      host.progress('');
      clients.close();
    }
  };
}

async function compare(host: Host, clients: Clients, target: DeployTarget, after: Compiled): Promise<Comparison> {
  await checkAccount(host, target);
  const { bundle, plan } = after;
  const desired = desiredOf(
    after,
    after.job,
    packageJar({ runtimeJar: await readFile(runtimeJar()), bundle, plan }),
    target,
  );
  host.progress('Looking at what is deployed');
  const prepared = await prepareDeploy(
    {
      clients,
      target,
      desired,
      version: after,
      discard: [],
      timeoutMs: TIMEOUT_MS,
      signal: host.signal,
      onWait: (status) => host.progress(`Waiting: the application is ${status}`),
      judge: (before, version, { properties, runtime }) =>
        judge(before, version, {
          before: { names: properties[PROPERTY_GROUP] ?? {}, runtime },
          after: { names: desired.properties, runtime: desired.runtime },
        }),
    },
    (actual) => refuseForeign(actual, target),
  );
  const { situation, running, isStateUnknown, verdict } = prepared;
  const { application, environment } = target;
  if (isStateUnknown) host.diagnose([diagnostic('stateUnknown', null, { application })]);
  const planned = planOf(prepared, desired, target);
  const { application: actual } = situation;
  return {
    against: environment,
    before: running,
    isUnreadable: actual !== null && running === null,
    after,
    settings: actual === null ? [] : applicationDifferences(desired, actual, planned.plan.steps),
    state: verdict,
    deploy: deployOf(host, planned),
  };
}

async function checkAccount(host: Host, { environment, account: expected, access }: DeployTarget): Promise<void> {
  host.progress('Asking whose credentials these are');
  const actual = await callerAccount(access);
  if (actual !== expected) throw refuse('accountDiffers', { environment, expected, actual });
}

function refuseForeign(actual: ActualApplication, target: DeployTarget): void {
  const reason = foreignTo(actual, target);
  const { application, environment } = target;
  if (reason !== null) throw refuse('foreignApplication', { application, environment, reason });
}

interface PlanWithDiscards {
  readonly plan: DeployPlan;
  readonly discards: readonly string[];
}

/** Where state would be lost, the plan is the one that names the stages. */
function planOf(
  { planned, situation, verdict }: Prepared<StateVerdict>,
  desired: DesiredApplication,
  { environment, logs, keepSnapshots }: DeployTarget,
): PlanWithDiscards {
  if (planned.kind === 'plan') return { plan: planned.plan, discards: [] };
  const again = planDeploy(desired, situation, verdict, { environment, logs, keepSnapshots, discard: planned.lost });
  if (again.kind !== 'plan') throw new Error('the stages that lose state are named, and there is no plan');
  return { plan: again.plan, discards: planned.lost };
}

/** A deploy always looks whether the application is healthy, which changes nothing. */
const isChange = ({ kind }: Step): boolean => kind !== 'prove';

function deployOf(host: Host, { plan, discards }: PlanWithDiscards): PlannedDeploy {
  const changes = plan.steps.some(isChange);
  return {
    plan,
    steps: changes ? plan.steps.map(stepText) : [],
    discards,
    changes,
    save: (file) => writePlans(host, file, [plan]),
  };
}
