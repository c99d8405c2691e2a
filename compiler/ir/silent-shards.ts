/** Shards that bring nothing while windows wait for them: nothing is wrong, and nothing comes out. */
import type { LedgerStage } from './bundle.js';

export interface SilentShards {
  /** Those in which nothing has come for a minute, and that are not passed by yet. */
  readonly silent: number;
  /** All that are read. */
  readonly of: number;
}

/** Null where no window waits: there is none, or other shards bring nothing either. */
export function windowsWaitFor(shards: SilentShards, ledger: readonly LedgerStage[]): SilentShards | null {
  const hasWindow = ledger.some(({ kind }) => kind === 'window');
  return hasWindow && shards.silent > 0 && shards.silent < shards.of ? shards : null;
}
