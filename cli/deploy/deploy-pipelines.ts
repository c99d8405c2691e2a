/** `pipectl deploy`: one pipeline after the other; what is wrong with one does not hold up the others. */
import { resolve } from 'node:path';
import type { DeployPlan } from '../../deploy/application/plan-deploy.js';
import type { Outcome } from '../command.js';
import { plannerFor } from '../compile-pipeline.js';
import { findEnvironment } from '../configuration/environment.js';
import { exit, type ExitCode } from '../exit.js';
import { findPipelines } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { diagnosticsOf, refuse } from '../refusal.js';
import { deployPipeline } from './deploy-pipeline.js';
import { SavedPlans, writePlans } from './plan-file.js';
import { readTimeout } from './timeout.js';

export interface DeployOptions {
  readonly env: string;
  readonly dryRun?: true;
  readonly out?: string;
  readonly plan?: string;
  readonly yes?: true;
  readonly discardState?: readonly string[];
  readonly timeout: string;
}

export async function deployPipelines(host: Host, names: readonly string[], options: DeployOptions): Promise<Outcome> {
  if (options.out !== undefined && !options.dryRun) throw usage('--out takes the plan of a --dry-run');
  if (options.plan !== undefined && options.dryRun) throw usage('--plan is applied, and --dry-run applies nothing');
  const entries = findPipelines(host.cwd, names);
  const timeoutMs = readTimeout(options.timeout);
  const settings = findEnvironment(host, options.env);
  const saved = options.plan === undefined ? null : SavedPlans.read(host, resolve(host.cwd, options.plan));
  const plans: DeployPlan[] = [];
  const order = {
    env: options.env,
    settings,
    planner: plannerFor(host),
    discard: options.discardState ?? [],
    yes: options.yes === true,
    dryRun: options.dryRun === true,
    timeoutMs,
    saved,
    keep: (plan: DeployPlan): void => void plans.push(plan),
  };
  const done: Readonly<Record<string, unknown>>[] = [];
  const codes: ExitCode[] = [];
  for (const entry of entries) {
    host.signal.throwIfAborted();
    try {
      const { exitCode, data } = await deployPipeline(host, entry, order);
      codes.push(exitCode);
      done.push({ file: host.path(entry), exitCode, ...data });
    } catch (error) {
      const refused = diagnosticsOf(error);
      if (refused === null || entries.length === 1) throw error;
      host.diagnose(refused.diagnostics);
      codes.push(refused.exitCode);
      done.push({ file: host.path(entry), exitCode: refused.exitCode });
    }
  }
  if (options.out !== undefined) writePlans(host, resolve(host.cwd, options.out), plans);
  return { exitCode: worst(codes), data: { environment: options.env, deploys: done } };
}

/** One that failed counts before one that was refused for its state. */
const worst = (codes: readonly ExitCode[]): ExitCode =>
  codes.find((code) => code === exit.failed) ?? codes.find((code) => code !== exit.ok) ?? exit.ok;

const usage = (problem: string): Error =>
  refuse('usage', { problem, near: [], help: 'pipectl deploy --help' }, exit.usage);
