/** The stream throttles, is resharded, has a silent shard, forgets iterators. */
import { DescribeStreamSummaryCommand, MergeShardsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../local/cluster/until.js';
import type { OpenShard } from '../harness/load.js';
import { STREAM, type World } from '../harness/world.js';
import type { Scenario } from './scenario.js';

export const kinesisThrottled: Scenario = {
  name: 'kinesis-throttled',
  breaks: async ({ services }, progress) => {
    for (const share of [0.1, 0.35, 0.6]) {
      await progress.until(share);
      services.kinesis.faults.throttle(2_000);
      await sleep(2_500);
      services.kinesis.faults.failGets(20);
    }
    return [];
  },
};

export const expiredIterators: Scenario = {
  name: 'expired-iterators',
  breaks: async ({ services }, progress) => {
    for (const share of [0.1, 0.25, 0.4, 0.55, 0.7]) {
      await progress.until(share);
      services.kinesis.faults.expireIterators();
    }
    return [];
  },
};

/** Splits the first shard, then merges the two last ones: three open shards become four and three again. */
export const resharding: Scenario = {
  name: 'resharding',
  world: { shards: 3 },
  breaks: async (world, progress) => {
    await progress.until(0.15);
    const [first] = await world.openShards();
    await split(world, first);
    await progress.until(0.4);
    await merge(world, (await world.openShards()).slice(-2));
    progress.requireLoad('the merge');
    await requireOpen(world, 3);
    return [];
  },
};

/** Two pairs of shards are merged, one after the other, and then what came of it: four open shards become one. */
export const merges: Scenario = {
  name: 'two-pairs-merged',
  world: { shards: 4 },
  breaks: async (world, progress) => {
    await progress.until(0.15);
    const pairs = await world.openShards();
    await merge(world, pairs.slice(0, 2));
    await merge(world, pairs.slice(2, 4));
    await requireOpen(world, 2);
    await progress.until(0.5);
    await merge(world, await world.openShards());
    progress.requireLoad('the last merge');
    await requireOpen(world, 1);
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

async function split(world: World, shard: OpenShard | undefined): Promise<void> {
  if (shard === undefined) throw new Error('the stream has no open shard');
  const middle = (BigInt(shard.hashKey) + BigInt(shard.last)) / 2n;
  await world.kinesis.send(
    new SplitShardCommand({ StreamName: STREAM, ShardToSplit: shard.id, NewStartingHashKey: String(middle) }),
  );
  await active(world);
}

async function merge(world: World, [one, other]: readonly OpenShard[]): Promise<void> {
  if (one === undefined || other === undefined) throw new Error('the stream has no two open shards');
  await world.kinesis.send(
    new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: one.id, AdjacentShardToMerge: other.id }),
  );
  await active(world);
}

async function requireOpen(world: World, wanted: number): Promise<void> {
  const { length } = await world.openShards();
  if (length !== wanted) throw new Error(`the stream has ${length} open shards, not ${wanted}`);
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
