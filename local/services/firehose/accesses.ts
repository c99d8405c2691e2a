/** What a request to Firehose needs, in the words of IAM. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';

export function firehoseAccesses(request: ServiceRequest): readonly Access[] {
  const name = textOf(namedInput(request), 'DeliveryStreamName');
  const resource = name === null ? '*' : arnOf('firehose', request.region, `deliverystream/${name}`);
  return [{ action: `firehose:${request.target ?? ''}`, resource }];
}
