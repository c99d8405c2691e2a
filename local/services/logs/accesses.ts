/** What a request to CloudWatch Logs needs, in the words of IAM. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';

export function logsAccesses(request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const group = textOf(input, 'logGroupName');
  const stream = textOf(input, 'logStreamName');
  const arn =
    group === null
      ? (textOf(input, 'logGroupIdentifier') ?? textOf(input, 'resourceArn') ?? '*')
      : arnOf('logs', request.region, `log-group:${group}:log-stream:${stream ?? ''}`);
  return [{ action: `logs:${request.target ?? ''}`, resource: arn }];
}
