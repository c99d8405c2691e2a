/** What a request to the control plane needs, in the words of IAM. */
import { arnOf } from '../services/front/account.js';
import type { Access } from '../services/front/authority.js';
import { namedInput, textOf } from '../services/front/named-input.js';
import type { ServiceRequest } from '../services/front/service.js';

export function msfAccesses(request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const name = textOf(input, 'ApplicationName');
  const resource =
    textOf(input, 'ResourceARN') ??
    (name === null ? '*' : arnOf('kinesisanalytics', request.region, `application/${name}`));
  const accesses: Access[] = [{ action: `kinesisanalytics:${request.target ?? ''}`, resource }];
  // Who gives an application a role must be allowed to give it.
  const role = textOf(input, 'ServiceExecutionRole') ?? textOf(input, 'ServiceExecutionRoleUpdate');
  return role === null ? accesses : [...accesses, { action: 'iam:PassRole', resource: role }];
}
