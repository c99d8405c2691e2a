/** Whatever is put while shards are split and merged is read once, and in order for each partition key. */
import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { base64, CHANGE_MS, inProcess, recordsOf, type InProcess } from './in-process.js';
import { Consumer } from './lineage.js';
import type { Fields } from './wire.js';

type Command =
  | { readonly kind: 'put'; readonly keys: readonly number[] }
  | { readonly kind: 'split' | 'merge'; readonly which: number; readonly where: number }
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'read'; readonly limit: number }
  | { readonly kind: 'restart' };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      keys: fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('split' as const, 'merge' as const),
      which: fc.nat(99),
      where: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('scale' as const), factor: fc.double({ min: 0.5, max: 2, noNaN: true }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(2 * CHANGE_MS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

interface Open {
  readonly id: string;
  readonly start: bigint;
  readonly end: bigint;
}

async function openShards({ ask }: InProcess): Promise<Open[]> {
  const { Shards } = await ask('ListShards', { StreamName: 's', ShardFilter: { Type: 'AT_LATEST' } });
  return (Shards as Fields[])
    .map(({ ShardId, HashKeyRange }) => {
      const { StartingHashKey, EndingHashKey } = HashKeyRange as Fields;
      return { id: String(ShardId), start: BigInt(String(StartingHashKey)), end: BigInt(String(EndingHashKey)) };
    })
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** AWS: the partition key's MD5, as a number, is in the range of the shard. */
const holds = (key: string) => {
  const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
  return ({ start, end }: Open): boolean => start <= hash && hash <= end;
};

/** A reshard that the service refuses (too small, too many, busy) is no reshard. */
const REFUSALS = /not ACTIVE|is not both greater|shard limit|cannot scale/;

async function reshard(kinesis: InProcess, operation: string, input: Fields): Promise<void> {
  await kinesis.ask(operation, { StreamName: 's', ...input }).catch((error: Error) => {
    if (!REFUSALS.test(error.message)) throw error;
  });
}

async function run(kinesis: InProcess, consumer: Consumer, put: Map<string, string[]>, step: Command): Promise<void> {
  switch (step.kind) {
    case 'put': {
      const Records = step.keys.map((key) => {
        const texts = put.get(`k${key}`) ?? [];
        put.set(`k${key}`, [...texts, String(texts.length)]);
        return { PartitionKey: `k${key}`, Data: base64(String(texts.length)) };
      });
      const answer = await kinesis.ask('PutRecords', { StreamName: 's', Records });
      expect(answer['FailedRecordCount']).toBe(0);
      const open = await openShards(kinesis);
      const expected = Records.map(({ PartitionKey }) => open.find(holds(PartitionKey))?.id);
      expect(recordsOf(answer).map(({ ShardId }) => ShardId)).toEqual(expected);
      return;
    }
    case 'split': {
      const open = await openShards(kinesis);
      const shard = open[step.which % open.length];
      if (!shard) throw new Error('no open shard');
      const at = shard.start + ((shard.end - shard.start) * BigInt(Math.round(step.where * 1000))) / 1000n;
      return reshard(kinesis, 'SplitShard', { ShardToSplit: shard.id, NewStartingHashKey: String(at) });
    }
    case 'merge': {
      const open = await openShards(kinesis);
      const left = step.which % Math.max(1, open.length - 1);
      const [a, b] = step.where < 0.5 ? [open[left], open[left + 1]] : [open[left + 1], open[left]];
      if (!a || !b) return;
      return reshard(kinesis, 'MergeShards', { ShardToMerge: a.id, AdjacentShardToMerge: b.id });
    }
    case 'scale': {
      const target = Math.max(1, Math.round((await openShards(kinesis)).length * step.factor));
      return reshard(kinesis, 'UpdateShardCount', { TargetShardCount: target, ScalingType: 'UNIFORM_SCALING' });
    }
    case 'pass':
      return kinesis.pass(step.ms);
    case 'read':
      await consumer.step(step.limit);
      return;
    case 'restart':
      return consumer.restart();
  }
}

test('every put is read once, keys keep their order over resharding, sequence numbers grow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(command, { maxLength: 40 }), async (shards, commands) => {
      const kinesis = inProcess({ shardLimit: 24 });
      kinesis.service.addStream('s', { shards });
      const consumer = await Consumer.start(kinesis);
      const put = new Map<string, string[]>();
      for (const step of commands) await run(kinesis, consumer, put, step);
      kinesis.pass(CHANGE_MS);
      while (await consumer.step(10)) kinesis.pass(1);

      const read = new Map<string, string[]>();
      const last = new Map<string, string>();
      for (const { shard, key, text, sequence } of consumer.seen) {
        read.set(key, [...(read.get(key) ?? []), text]);
        expect(sequence).toMatch(/^[1-9]\d{55}$/);
        // Within a shard, and for a key from shard to shard.
        for (const line of [shard, `key ${key}`]) {
          expect(sequence > (last.get(line) ?? '')).toBe(true);
          last.set(line, sequence);
        }
      }
      expect(read).toEqual(put);
      await expectWholeSpace(kinesis);
    }),
    { numRuns: 60 },
  );
});

/** The open shards divide all hash keys, with no gap and no overlap. */
async function expectWholeSpace(kinesis: InProcess): Promise<void> {
  const open = await openShards(kinesis);
  let next = 0n;
  for (const { start, end } of open) {
    expect(start).toBe(next);
    next = end + 1n;
  }
  expect(next).toBe(2n ** 128n);
}
