/** What a request to Kinesis needs, in the words of IAM. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf, type NamedInput } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';
import { openIterator } from './iterators.js';
import { streamOfToken } from './list-shards.js';
import type { KinesisState } from './state.js';

export function kinesisAccesses(state: KinesisState, request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const name = textOf(input, 'StreamName');
  const named = name === null ? null : arnOf('kinesis', request.region, `stream/${name}`);
  const resource = textOf(input, 'StreamARN') ?? named ?? ofToken(state, input) ?? '*';
  return [{ action: `kinesis:${request.target ?? ''}`, resource }];
}

/** Of requests that go on where another one ended. */
function ofToken(state: KinesisState, input: NamedInput): string | null {
  const [iterator, token] = [textOf(input, 'ShardIterator'), textOf(input, 'NextToken')];
  try {
    if (iterator !== null) return openIterator(state, iterator).stream.arn;
    return token === null ? null : (streamOfToken(state, token)?.arn ?? null);
  } catch {
    // The operation says what is wrong with it.
    return null;
  }
}
