/** What a request to SQS needs, in the words of IAM: a batch needs what its single request does. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';

export function sqsAccesses(request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const queue = textOf(input, 'QueueUrl')?.split('/').at(-1) ?? textOf(input, 'QueueName');
  const resource = queue === null || queue === undefined ? '*' : arnOf('sqs', request.region, queue);
  return [{ action: `sqs:${(request.target ?? '').replace(/Batch$/, '')}`, resource }];
}
