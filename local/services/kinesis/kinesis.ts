/**
 * Kinesis Data Streams on this machine, in memory: the real protocol over JSON and CBOR, and methods to make it fail.
 * Enhanced fan-out, encryption and channels are not there: their operations are unknown.
 */
import { DEFAULT_REGION, arnOf } from '../front/account.js';
import { callOperation, type Operation, type Operations } from '../front/operations.js';
import { newSeal } from '../front/seal.js';
import type { LocalService } from '../front/service.js';
import { kinesisAccesses } from './accesses.js';
import { FaultPlan, type KinesisFaults } from './faults.js';
import { getOperations } from './get-operations.js';
import { listShards } from './list-shards.js';
import { putOperations } from './put-operations.js';
import { reshardOperations } from './reshard-operations.js';
import { settingsOperations } from './settings-operations.js';
import { ShardLimits } from './shard-limits.js';
import type { KinesisState } from './state.js';
import { ON_DEMAND_SHARDS, streamOperations } from './stream-operations.js';
import { Streams } from './streams.js';
import { tagOperations } from './tag-operations.js';

export interface KinesisOptions {
  /** Milliseconds since 1970; what is due later happens when this clock has come so far. */
  readonly now?: () => number;
  /** How long a stream is CREATING, UPDATING or DELETING. */
  readonly changeMs?: number;
  /** How many open shards the account may have in a region. */
  readonly shardLimit?: number;
  /** Whether shards have the limits of AWS from the start; see `faults.enforceLimits`. */
  readonly limits?: boolean;
}

export interface StreamSettings {
  /** Without a number it is a stream on demand. */
  readonly shards?: number;
  readonly region?: string;
}

export interface KinesisService extends LocalService {
  readonly faults: KinesisFaults;
  /** A stream that is ACTIVE at once; one that is there already is left as it is. */
  addStream(name: string, settings?: StreamSettings): void;
}

const CHANGE_MS = 50;
const SHARD_LIMIT = 500;

export function kinesisService(options: KinesisOptions = {}): KinesisService {
  const { now = Date.now, changeMs = CHANGE_MS, shardLimit = SHARD_LIMIT, limits = false } = options;
  const faults = new FaultPlan(now, limits);
  const streams = new Streams(now);
  const state: KinesisState = {
    ...{ now, changeMs, shardLimit, streams, faults },
    seal: newSeal(),
    limits: new ShardLimits(now),
  };
  const operations = guarded(operationsOf(state), faults);
  return {
    name: 'kinesis',
    protocol: 'json',
    targetPrefix: 'Kinesis_20131202',
    faults,
    accesses: (request) => kinesisAccesses(state, request),
    handle: (request) => callOperation(operations, request),
    close: async () => faults.close(),
    addStream(name, { shards, region = DEFAULT_REGION } = {}) {
      if (streams.has(region, name)) return;
      const mode = shards === undefined ? 'ON_DEMAND' : 'PROVISIONED';
      const size = { shards: shards ?? ON_DEMAND_SHARDS, maxRecordKiB: 1024, tags: {} };
      const created = now();
      streams.add({ name, region, mode, ...size, created, ready: created });
    },
  };
}

const operationsOf = (state: KinesisState): Operations => ({
  ...streamOperations(state),
  ...settingsOperations(state),
  ...tagOperations(state),
  ...listShards(state),
  ...reshardOperations(state),
  ...putOperations(state),
  ...getOperations(state),
});

/** Every operation meets the faults first. */
const guarded = (operations: Operations, faults: FaultPlan): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      async (input, context) => {
        await faults.meet(name, resourceOf(input, context.region));
        return operation(input, context);
      },
    ]),
  );

function resourceOf({ StreamARN, StreamName }: Readonly<Record<string, unknown>>, region: string): string {
  if (typeof StreamARN === 'string') return StreamARN;
  return arnOf('kinesis', region, `stream/${typeof StreamName === 'string' ? StreamName : '*'}`);
}
