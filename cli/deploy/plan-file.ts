/** Plans of deploys in a file: what was looked at is what is applied, or nothing is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { DeployPlan } from '../../deploy/application/plan-deploy.js';
import type { Step } from '../../deploy/application/step.js';
import { codeOf, reasonOf } from '../../local/system-error.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

interface PlanFile {
  readonly format: 1;
  readonly kind: 'pipectl deploy plan';
  readonly plans: readonly DeployPlan[];
}

const validate = new Ajv().compile<PlanFile>({
  type: 'object',
  required: ['format', 'kind', 'plans'],
  properties: {
    format: { const: 1 },
    kind: { const: 'pipectl deploy plan' },
    plans: {
      type: 'array',
      items: {
        type: 'object',
        required: ['format', 'application', 'environment', 'sha256', 'base', 'steps'],
        properties: {
          format: { const: 1 },
          application: { type: 'string' },
          environment: { type: 'string' },
          sha256: { type: 'string' },
          base: { type: ['object', 'null'] },
          steps: { type: 'array', items: { type: 'object', required: ['kind'] } },
        },
      },
    },
  },
});

export function writePlans(host: Host, file: string, plans: readonly DeployPlan[]): void {
  const content: PlanFile = { format: 1, kind: 'pipectl deploy plan', plans };
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    throw refuse('planFileUnwritable', { file: host.path(file), reason: reasonOf(error) });
  }
  host.say(`the plan is in ${host.path(file)}`);
}

/** Plans that are to be applied as they were looked at, or not at all. */
export class SavedPlans {
  private constructor(
    private readonly unusable: (problem: string) => Error,
    private readonly plans: readonly DeployPlan[],
  ) {}

  static read(host: Host, file: string): SavedPlans {
    const unusable = (problem: string): Error => refuse('planFileUnusable', { file: host.path(file), problem });
    return new SavedPlans(unusable, readPlans(file, unusable));
  }

  /** Refused unless the file holds the very plan that would be made now. */
  check(now: DeployPlan): void {
    const { application, environment } = now;
    const own = this.plans.filter((plan) => plan.application === application);
    const saved = own.find((plan) => plan.environment === environment);
    const [other] = own;
    if (saved === undefined && other !== undefined) throw this.unusable(`it is for environment '${other.environment}'`);
    if (saved === undefined) throw this.unusable(`it has nothing for '${application}'`);
    const moved = movedSince(saved, now);
    if (moved !== null) throw this.unusable(moved);
  }
}

function readPlans(file: string, unusable: (problem: string) => Error): readonly DeployPlan[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw unusable(codeOf(error) === 'ENOENT' ? 'there is no such file' : 'it is not JSON');
  }
  if (!validate(value)) throw unusable('it is not a plan of this version of pipectl');
  return value.plans;
}

/** Null when a saved plan is still the one that would be made now; else what is not as it was. */
export function movedSince(saved: DeployPlan, now: DeployPlan): string | null {
  if (saved.sha256 !== now.sha256) return 'the pipeline compiles to another jar now';
  if (saved.base === null && now.base !== null) return 'the application has been made meanwhile';
  if (saved.base !== null && now.base === null) return 'the application is gone';
  if (saved.base?.versionId !== now.base?.versionId)
    return `the application was version ${saved.base?.versionId} and is ${now.base?.versionId}`;
  if (saved.base?.status !== now.base?.status)
    return `the application was ${saved.base?.status} and is ${now.base?.status}`;
  if (saved.base?.conditionalToken !== now.base?.conditionalToken) return 'the application has been changed';
  return text(saved.steps) === text(now.steps) ? null : 'other steps would be taken now';
}

/** What is prepared around the application may have been done already. */
const text = (steps: readonly Step[]): string =>
  JSON.stringify(steps.filter(({ kind }) => !['upload', 'log-group', 'log-stream'].includes(kind)));
