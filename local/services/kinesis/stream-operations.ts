/** Making, describing and ending streams, and what an account may have. */
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';
import type { Operations } from '../front/operations.js';
import { flag, integer, map, oneOf, optional, readInput, structure } from '../front/shape.js';
import { invalid, overLimit } from './refusals.js';
import { ADDRESS, pageSize, shardName, streamName, tagValue, token } from './shapes.js';
import { shardNumber } from './shard.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';
import { checkTags } from './tag-operations.js';

/** A stream on demand begins with four shards. */
export const ON_DEMAND_SHARDS = 4;
const MAX_CREATING = 5;
const ON_DEMAND_STREAMS = 50;

export const STREAM_MODE = structure({ StreamMode: oneOf(['PROVISIONED', 'ON_DEMAND']) });

const CREATE_STREAM = structure({
  StreamName: streamName(),
  ShardCount: optional(integer({ min: 1 })),
  StreamModeDetails: optional(STREAM_MODE),
  Tags: optional(map(tagValue(), { max: 200 })),
  MaxRecordSizeInKiB: optional(integer({ min: 1024, max: 10240 })),
  RecordDistributionStrategy: optional(oneOf(['USER_PARTITION_KEY', 'AUTO'])),
});
const DELETE_STREAM = structure({ ...ADDRESS, EnforceConsumerDeletion: optional(flag()) });
const DESCRIBE_STREAM = structure({
  ...ADDRESS,
  Limit: optional(pageSize(10_000)),
  ExclusiveStartShardId: optional(shardName()),
});
const DESCRIBE_STREAM_SUMMARY = structure(ADDRESS);
const LIST_STREAMS = structure({
  Limit: optional(pageSize(10_000)),
  ExclusiveStartStreamName: optional(streamName()),
  NextToken: optional(token()),
});

export function streamOperations(state: KinesisState): Operations {
  const { streams, now, changeMs, seal } = state;
  return {
    CreateStream(raw, { region }) {
      const input = readInput(CREATE_STREAM, raw);
      const { StreamName: name, StreamModeDetails, ShardCount, Tags = {}, MaxRecordSizeInKiB = 1024 } = input;
      const mode = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
      if (input.RecordDistributionStrategy === 'AUTO') {
        throw invalid('The local Kinesis distributes records by their partition keys only, not AUTO.');
      }
      if (streams.has(region, name)) {
        throw new AwsError('ResourceInUseException', `Stream ${name} under account ${ACCOUNT} already exists.`);
      }
      const shards = shardsOf(mode, ShardCount);
      checkTags(name, Tags, 0);
      checkRoom(state, region, mode, shards);
      const created = now();
      const times = { created, ready: created + changeMs };
      streams.add({ name, region, mode, shards, ...times, maxRecordKiB: MaxRecordSizeInKiB, tags: Tags });
      return undefined;
    },

    DeleteStream(raw, { region }) {
      const stream = streams.find(readInput(DELETE_STREAM, raw), region);
      stream.requireActive();
      stream.begin('DELETING', now() + changeMs, () => streams.delete(stream));
      return undefined;
    },

    DescribeStream(raw, { region }) {
      const { Limit = 100, ExclusiveStartShardId: after, ...address } = readInput(DESCRIBE_STREAM, raw);
      const stream = streams.find(address, region);
      const from = after === undefined ? -1 : (shardNumber(after) ?? -1);
      const shards = stream.shards.filter(({ number }) => number > from);
      return {
        StreamDescription: {
          ...describe(stream),
          Shards: shards.slice(0, Limit).map((shard) => shard.describe()),
          HasMoreShards: shards.length > Limit,
        },
      };
    },

    DescribeStreamSummary(raw, { region }) {
      const stream = streams.find(readInput(DESCRIBE_STREAM_SUMMARY, raw), region);
      return {
        StreamDescriptionSummary: {
          ...describe(stream),
          OpenShardCount: stream.open.length,
          ConsumerCount: 0,
          MaxRecordSizeInKiB: stream.maxRecordKiB,
        },
      };
    },

    DescribeLimits(_, { region }) {
      const all = streams.all(region);
      return {
        ShardLimit: state.shardLimit,
        OpenShardCount: openShards(all),
        OnDemandStreamCount: all.filter(({ mode }) => mode === 'ON_DEMAND').length,
        OnDemandStreamCountLimit: ON_DEMAND_STREAMS,
      };
    },

    ListStreams(raw, { region }) {
      const { Limit = 100, ExclusiveStartStreamName, NextToken } = readInput(LIST_STREAMS, raw);
      const after = NextToken === undefined ? ExclusiveStartStreamName : lastName(seal.open(NextToken));
      const rest = streams.all(region).filter(({ name }) => after === undefined || name > after);
      const page = rest.slice(0, Limit);
      const last = page.at(-1);
      return {
        StreamNames: page.map(({ name }) => name),
        StreamSummaries: page.map(summary),
        HasMoreStreams: rest.length > Limit,
        ...(last && rest.length > Limit ? { NextToken: seal.seal(['streams', last.name]) } : {}),
      };
    },
  };
}

function shardsOf(mode: Stream['mode'], shards: number | undefined): number {
  if (mode === 'ON_DEMAND') return shards ?? ON_DEMAND_SHARDS;
  if (shards !== undefined) return shards;
  throw new AwsError('ValidationException', 'ShardCount must be provided for a stream in PROVISIONED mode.');
}

function checkRoom({ streams, shardLimit }: KinesisState, region: string, mode: Stream['mode'], shards: number): void {
  const all = streams.all(region);
  if (all.filter(({ status }) => status === 'CREATING').length >= MAX_CREATING) {
    throw overLimit(`This request would exceed the limit of ${MAX_CREATING} streams that are CREATING at a time.`);
  }
  if (mode === 'ON_DEMAND') {
    if (all.filter((stream) => stream.mode === mode).length < ON_DEMAND_STREAMS) return;
    throw overLimit(`This request would exceed the limit of ${ON_DEMAND_STREAMS} streams in ON_DEMAND mode.`);
  }
  checkShardLimit(all, shardLimit, region, shards);
}

/** Whether the account may have so many more open shards. */
export function checkShardLimit(all: readonly Stream[], limit: number, region: string, more: number): void {
  const current = openShards(all);
  if (current + more <= limit) return;
  throw overLimit(
    `This request would exceed the shard limit for the account ${ACCOUNT} in ${region}. ` +
      `Current shard count for the account: ${current}. Limit: ${limit}. ` +
      `Number of additional shards that would have resulted from this request: ${more}.`,
  );
}

const openShards = (all: readonly Stream[]): number => all.reduce((sum, { open }) => sum + open.length, 0);

const summary = ({ name, arn, status, mode, created }: Stream): object => ({
  StreamName: name,
  StreamARN: arn,
  StreamStatus: status,
  StreamModeDetails: { StreamMode: mode },
  StreamCreationTimestamp: new Date(created),
});

const describe = (stream: Stream): object => ({
  ...summary(stream),
  RetentionPeriodHours: stream.retentionHours,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: 'NONE',
});

function lastName(page: unknown): string {
  if (Array.isArray(page) && page[0] === 'streams' && typeof page[1] === 'string') return page[1];
  throw invalid('Invalid NextToken.');
}
