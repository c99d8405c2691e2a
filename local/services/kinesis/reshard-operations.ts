/** SplitShard, MergeShards, UpdateShardCount. */
import type { OperationContext, Operations } from '../front/operations.js';
import { integer, oneOf, readInput, structure } from '../front/shape.js';
import { invalid, notFound, overLimit, placeOf, requireProvisioned } from './refusals.js';
import { ADDRESS, hashKey, shardName } from './shapes.js';
import { shardId, shardNumber, type Shard } from './shard.js';
import type { KinesisState } from './state.js';
import { checkShardLimit } from './stream-operations.js';
import type { Stream } from './stream.js';
import type { StreamAddress } from './streams.js';

const MAX_SHARDS = 10_000;

const SPLIT = structure({ ...ADDRESS, ShardToSplit: shardName(), NewStartingHashKey: hashKey() });
const MERGE = structure({ ...ADDRESS, ShardToMerge: shardName(), AdjacentShardToMerge: shardName() });
const UPDATE = structure({
  ...ADDRESS,
  TargetShardCount: integer({ min: 1 }),
  ScalingType: oneOf(['UNIFORM_SCALING']),
});

export function reshardOperations(state: KinesisState): Operations {
  const { streams, now, changeMs, shardLimit } = state;

  const found = (address: StreamAddress, { region }: OperationContext): Stream => {
    const stream = streams.find(address, region);
    requireProvisioned(stream);
    return stream;
  };

  const checkRoom = ({ region }: Stream, more: number): void =>
    checkShardLimit(streams.all(region), shardLimit, region, more);

  const update = (stream: Stream, apply: (time: number) => void): void =>
    stream.begin('UPDATING', now() + changeMs, apply);

  return {
    SplitShard(raw, context) {
      const input = readInput(SPLIT, raw);
      const stream = found(input, context);
      const shard = openShard(stream, input.ShardToSplit);
      const at = BigInt(input.NewStartingHashKey);
      checkSplit(stream, shard, at);
      stream.requireActive();
      checkRoom(stream, 1);
      update(stream, (time) => stream.split(shard, at, time));
      return undefined;
    },

    MergeShards(raw, context) {
      const input = readInput(MERGE, raw);
      const stream = found(input, context);
      const pair = [openShard(stream, input.ShardToMerge), openShard(stream, input.AdjacentShardToMerge)] as const;
      // Adjacent from either side.
      const [left, right] = pair[0].range.start <= pair[1].range.start ? pair : ([pair[1], pair[0]] as const);
      if (left.range.end + 1n !== right.range.start) {
        const shards = `Shards ${pair[0].id} and ${pair[1].id} ${placeOf(stream)}`;
        throw invalid(`${shards} are not an adjacent pair of shards eligible for merging`);
      }
      stream.requireActive();
      update(stream, (time) => stream.merge(left, right, time));
      return undefined;
    },

    UpdateShardCount(raw, context) {
      const { TargetShardCount: target, ScalingType: _, ...address } = readInput(UPDATE, raw);
      const stream = found(address, context);
      stream.requireActive();
      const current = stream.open.length;
      checkTarget(current, target);
      checkRoom(stream, target - current);
      update(stream, (time) => stream.scaleTo(target, time));
      return {
        StreamName: stream.name,
        StreamARN: stream.arn,
        CurrentShardCount: current,
        TargetShardCount: target,
      };
    },
  };
}

function openShard(stream: Stream, text: string): Shard {
  const number = shardNumber(text);
  const shard = number === null ? undefined : stream.shard(number);
  if (!shard) {
    const shown = number === null ? text : shardId(number);
    throw notFound(`Could not find shard ${shown} ${placeOf(stream)}.`);
  }
  if (shard.closed !== null) {
    const state = 'has already been merged or split, and thus is not eligible for merging or splitting.';
    throw invalid(`Shard ${shard.id} ${placeOf(stream)} ${state}`);
  }
  return shard;
}

function checkSplit(stream: Stream, shard: Shard, at: bigint): void {
  const { start, end } = shard.range;
  if (at > start + 1n && at < end) return;
  throw invalid(
    `NewStartingHashKey ${at} used in SplitShard() on shard ${shard.id} ${placeOf(stream)} is not both greater than ` +
      `one plus the shard's StartingHashKey ${start} and less than the shard's EndingHashKey ${end}.`,
  );
}

function checkTarget(current: number, target: number): void {
  const counts = `Current open shard count: ${current}, Target shard count: ${target}`;
  if (target > MAX_SHARDS) {
    throw overLimit(`Target shard count cannot be greater than ${MAX_SHARDS}. ${counts}`);
  }
  if (target > current * 2) {
    throw overLimit(`UpdateShardCount cannot scale up over double your current open shard count. ${counts}`);
  }
  if (target < current / 2) {
    throw overLimit(`UpdateShardCount cannot scale down below half your current open shard count. ${counts}`);
  }
}
