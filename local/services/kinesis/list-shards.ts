/** ListShards: all that still matter, or those of a filter, in pages. */
import { AwsError } from '../front/aws-error.js';
import type { Operations } from '../front/operations.js';
import { integer, oneOf, optional, readInput, structure, time, type Read } from '../front/shape.js';
import { invalid } from './refusals.js';
import { ADDRESS, shardName, token } from './shapes.js';
import { shardNumber, type Shard } from './shard.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';

const TOKEN_LIFETIME_MS = 300_000;
const MAX_PAGE = 1_000;

const FILTER = structure({
  Type: oneOf([
    'AFTER_SHARD_ID',
    'AT_TRIM_HORIZON',
    'FROM_TRIM_HORIZON',
    'AT_LATEST',
    'AT_TIMESTAMP',
    'FROM_TIMESTAMP',
  ]),
  ShardId: optional(shardName()),
  Timestamp: optional(time()),
});
const LIST_SHARDS = structure({
  ...ADDRESS,
  NextToken: optional(token()),
  ExclusiveStartShardId: optional(shardName()),
  MaxResults: optional(integer({ min: 1, max: 10_000 })),
  StreamCreationTimestamp: optional(time()),
  ShardFilter: optional(FILTER),
});

type Input = Read<typeof LIST_SHARDS>;
type Filter = Read<typeof FILTER>;

/** What is left to list. */
interface Page {
  readonly stream: Stream;
  readonly after: number;
  readonly filter: Filter | undefined;
}

type Sealed = readonly ['shards', issued: number, stream: number, after: number, filter: Filter | undefined | null];

/** The stream that a token of ListShards is about; null for what is no such token. */
export function streamOfToken({ seal, streams }: KinesisState, token: string): Stream | null {
  const content = seal.open(token);
  return isSealed(content) ? (streams.byId(content[2]) ?? null) : null;
}

export function listShards(state: KinesisState): Operations {
  const { streams, seal, now } = state;

  const reopened = (text: string): Page => {
    const content = seal.open(text);
    if (!isSealed(content)) throw invalid('Invalid NextToken.');
    const [, issued, id, after, filter] = content;
    if (now() - issued > TOKEN_LIFETIME_MS) {
      throw new AwsError('ExpiredNextTokenException', 'The NextToken is older than 300 seconds.');
    }
    const stream = streams.byId(id);
    if (!stream) throw new AwsError('ResourceNotFoundException', 'The stream of the NextToken does not exist.');
    return { stream, after, filter: filter ?? undefined };
  };

  const opened = (input: Input, region: string): Page => {
    const stream = streams.find(input, region);
    if (stream.status === 'CREATING') stream.requireActive();
    const from = input.ExclusiveStartShardId;
    return { stream, after: from === undefined ? -1 : numberOf(from), filter: input.ShardFilter };
  };

  return {
    ListShards(raw, { region }) {
      const input = readInput(LIST_SHARDS, raw);
      checkToken(input);
      const { stream, after, filter } =
        input.NextToken === undefined ? opened(input, region) : reopened(input.NextToken);
      const wanted = filterOf(stream, filter, now());
      const rest = stream.shards.filter((shard) => shard.number > after && wanted(shard));
      const page = rest.slice(0, Math.min(input.MaxResults ?? MAX_PAGE, MAX_PAGE));
      const last = page.at(-1);
      const Shards = page.map((shard) => shard.describe());
      if (!last || page.length === rest.length) return { Shards };
      const next: Sealed = ['shards', now(), stream.id, last.number, filter];
      return { Shards, NextToken: seal.seal(next) };
    },
  };
}

const isSealed = (content: unknown): content is Sealed => Array.isArray(content) && content[0] === 'shards';

/** A token says all but the size of the page. */
function checkToken({ NextToken, MaxResults: _, ...others }: Input): void {
  if (NextToken === undefined) {
    if (others.StreamName !== undefined || others.StreamARN !== undefined) return;
    throw invalid('Either NextToken or StreamName should be provided.');
  }
  const other = Object.entries(others).find(([, value]) => value !== undefined)?.[0];
  if (other !== undefined) throw invalid(`NextToken and ${other} cannot be provided together.`);
}

function numberOf(text: string): number {
  const number = shardNumber(text);
  if (number === null) throw invalid(`Invalid shard ID ${text}.`);
  return number;
}

function filterOf(stream: Stream, filter: Filter | undefined, now: number): (shard: Shard) => boolean {
  const horizon = Math.max(stream.horizon(now), stream.created);
  const openAt = (at: number) => (shard: Shard) => shard.created <= at && endOf(shard) >= at;
  switch (filter?.Type) {
    case undefined:
    case 'FROM_TRIM_HORIZON':
      return () => true;
    case 'AFTER_SHARD_ID': {
      const after = numberOf(required(filter?.ShardId, 'ShardId', 'AFTER_SHARD_ID'));
      return ({ number }) => number > after;
    }
    case 'AT_TRIM_HORIZON':
      return openAt(horizon);
    case 'AT_LATEST':
      return ({ closed }) => closed === null;
    case 'AT_TIMESTAMP':
      return openAt(required(filter?.Timestamp, 'Timestamp', 'AT_TIMESTAMP'));
    case 'FROM_TIMESTAMP': {
      const from = Math.max(horizon, required(filter?.Timestamp, 'Timestamp', 'FROM_TIMESTAMP'));
      return (shard) => endOf(shard) >= from;
    }
  }
}

const endOf = ({ closed }: Shard): number => closed ?? Infinity;

function required<T>(value: T | undefined, member: string, type: string): T {
  if (value !== undefined) return value;
  throw invalid(`A ShardFilter of the type ${type} needs a ${member}.`);
}
