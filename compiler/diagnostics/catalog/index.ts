import type { Definition } from '../define.js';
import { check } from './check.js';
import { configuration } from './configuration.js';
import { deploy } from './deploy.js';
import { deployApply } from './deploy-apply.js';
import { deployDiff } from './deploy-diff.js';
import { deployOperate } from './deploy-operate.js';
import { emit } from './emit.js';
import { evaluate } from './evaluate.js';
import { infrastructure } from './infrastructure.js';
import { lambdas } from './lambdas.js';
import { load } from './load.js';
import { local } from './local.js';
import { lower } from './lower.js';
import { plan } from './plan.js';
import { run } from './run.js';
import { types } from './types.js';

/** Every message pipectl can print. The first digit is the phase. Codes are never reused. */
export const catalog = {
  ...load,
  ...evaluate,
  ...types,
  ...lambdas,
  ...check,
  ...lower,
  ...emit,
  ...plan,
  ...run,
  ...local,
  ...deploy,
  ...deployApply,
  ...deployOperate,
  ...infrastructure,
  ...deployDiff,
  ...configuration,
};

export type DiagnosticName = keyof typeof catalog;
export type Params<N extends DiagnosticName> = (typeof catalog)[N] extends Definition<infer P> ? P : never;
