/** What the operations of the service share. */
import type { Seal } from '../front/seal.js';
import type { FaultPlan } from './faults.js';
import type { ShardLimits } from './shard-limits.js';
import type { Streams } from './streams.js';

export interface KinesisState {
  readonly now: () => number;
  /** How long a stream is CREATING, UPDATING or DELETING. */
  readonly changeMs: number;
  readonly shardLimit: number;
  readonly streams: Streams;
  readonly seal: Seal;
  readonly faults: FaultPlan;
  readonly limits: ShardLimits;
}
