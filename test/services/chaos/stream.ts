/** The stream throttles, is resharded, has a silent shard, forgets iterators. */
import { DescribeStreamSummaryCommand, MergeShardsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../local/cluster/until.js';
import { STREAM, type World } from '../harness/world.js';
import type { Scenario } from './scenario.js';

export const kinesisThrottled: Scenario = {
  name: 'kinesis-throttled',
  breaks: async ({ services }) => {
    for (let round = 0; round < 3; round++) {
      await sleep(2_000);
      services.kinesis.faults.throttle(2_000);
      await sleep(2_500);
      services.kinesis.faults.failGets(20);
    }
    return [];
  },
};

export const expiredIterators: Scenario = {
  name: 'expired-iterators',
  breaks: async ({ services }) => {
    for (let round = 0; round < 5; round++) {
      await sleep(2_000);
      services.kinesis.faults.expireIterators();
    }
    return [];
  },
};

/** Splits the first shard, then merges the two last ones: three open shards become four and three again. */
export const resharding: Scenario = {
  name: 'resharding',
  world: { shards: 3 },
  breaks: async (world) => {
    await sleep(3_000);
    await split(world);
    await sleep(4_000);
    await merge(world);
    return [];
  },
};

/** With an `idleAfter`, a shard that nothing is sent to does not hold back the windows of the others. */
export const idleShard: Scenario = {
  name: 'idle-shard',
  pipeline: 'test/services/pipelines/idle-shard/pipeline.ts',
  world: { shards: 3 },
  prepare: async (world) => {
    // The users of the third shard are sent nowhere; the shard is there, and silent to the end.
    const [, , third] = await world.openShards();
    if (third) world.silence(third);
  },
};

async function split(world: World): Promise<void> {
  const [shard] = await world.openShards();
  if (shard === undefined) throw new Error('the stream has no open shard');
  const middle = (BigInt(shard.hashKey) + BigInt(shard.last)) / 2n;
  await world.kinesis.send(
    new SplitShardCommand({ StreamName: STREAM, ShardToSplit: shard.id, NewStartingHashKey: String(middle) }),
  );
  await active(world);
}

async function merge(world: World): Promise<void> {
  const [one, other] = (await world.openShards()).slice(-2);
  if (one === undefined || other === undefined) throw new Error('the stream has no two open shards');
  await world.kinesis.send(
    new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: one.id, AdjacentShardToMerge: other.id }),
  );
  await active(world);
}

const active = (world: World): Promise<true> =>
  until(
    async () => {
      const { StreamDescriptionSummary: summary } = await world.kinesis.send(
        new DescribeStreamSummaryCommand({ StreamName: STREAM }),
      );
      return summary?.StreamStatus === 'ACTIVE' ? true : null;
    },
    { what: 'the stream to be active', timeoutMs: 30_000 },
  );
