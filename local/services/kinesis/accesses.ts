/** What a request to Kinesis needs, in the words of IAM. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf, type NamedInput } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';
import { streamOfIterator } from './iterators.js';
import { streamOfToken } from './list-shards.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';

export function kinesisAccesses(state: KinesisState, request: ServiceRequest): readonly Access[] {
  const input = namedInput(request);
  const action = `kinesis:${request.target ?? ''}`;
  const name = textOf(input, 'StreamName');
  const named = name === null ? null : arnOf('kinesis', request.region, `stream/${name}`);
  const resource = textOf(input, 'StreamARN') ?? named;
  if (resource !== null) return [{ action, resource }];
  const stream = streamBefore(state, request.target, input);
  // What goes on where nothing was is about no stream: the operation says what is wrong with it.
  return stream === null ? [] : [{ action, resource: stream?.arn ?? '*' }];
}

/** The stream of a request that goes on where another one ended; undefined for other requests. */
function streamBefore(state: KinesisState, operation: string | null, input: NamedInput): Stream | null | undefined {
  const [iterator, token] = [textOf(input, 'ShardIterator'), textOf(input, 'NextToken')];
  if (operation === 'GetRecords' && iterator !== null) return streamOfIterator(state, iterator);
  if (operation === 'ListShards' && token !== null) return streamOfToken(state, token);
  return undefined;
}
