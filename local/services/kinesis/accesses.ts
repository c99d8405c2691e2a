/** What a request to Kinesis needs, in the words of IAM. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';
import { openIterator } from './iterators.js';
import type { KinesisState } from './state.js';

export function kinesisAccesses(state: KinesisState, request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const name = textOf(input, 'StreamName');
  const resource =
    textOf(input, 'StreamARN') ??
    (name === null
      ? ofIterator(state, textOf(input, 'ShardIterator'))
      : arnOf('kinesis', request.region, `stream/${name}`));
  return [{ action: `kinesis:${request.target ?? ''}`, resource: resource ?? '*' }];
}

function ofIterator(state: KinesisState, iterator: string | null): string | null {
  if (iterator === null) return null;
  try {
    return openIterator(state, iterator).stream.arn;
  } catch {
    // The operation says what is wrong with it.
    return null;
  }
}
