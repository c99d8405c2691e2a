/** What a request to IAM itself needs. */
import { ACCOUNT } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { formOf } from '../front/query-protocol.js';
import type { ServiceRequest } from '../front/service.js';

export function iamAccesses(request: ServiceRequest): readonly Access[] {
  const form = formOf(request);
  const role = form.get('RoleName');
  const resource = form.get('PolicySourceArn') ?? (role === null ? '*' : `arn:aws:iam::${ACCOUNT}:role/${role}`);
  return [{ action: `iam:${form.get('Action') ?? ''}`, resource }];
}
