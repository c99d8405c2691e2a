/** The role that the application runs with: exactly what its bundle needs. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { requiredPermissions, trustOf } from './permissions.js';
import { policyOf } from './policy.js';
import type { InfrastructureTarget } from './target.js';
import { tagList, type Resources, type Value } from './template.js';

export const EXECUTION_ROLE_ID = 'ExecutionRole';

/** Its path and its name, from its ARN. */
function partsOf(role: string): { path: string; name: string } {
  const full = role.replace(/^[^/]*/, '');
  const cut = full.lastIndexOf('/') + 1;
  return { path: full.slice(0, cut), name: full.slice(cut) };
}

export function executionRole(bundle: Bundle, target: InfrastructureTarget): Resources {
  const { path, name } = partsOf(target.role);
  return {
    [EXECUTION_ROLE_ID]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: name,
        ...(path !== '/' && { Path: path }),
        Description: `What ${target.application} runs with`,
        AssumeRolePolicyDocument: trustOf(target) as Value,
        Policies: [{ PolicyName: 'pipeline', PolicyDocument: policyOf(requiredPermissions(bundle, target)) }],
        ...tagList(target.tags),
      },
    },
  };
}
