/** The steps from the open shards of a stream to the wanted ranges: splits, then merges of two neighbours, as on AWS. */
import type { HashRange } from './hash-key.js';

export interface Steps<S> {
  rangeOf(shard: S): HashRange;
  split(shard: S, at: bigint): readonly [S, S];
  merge(left: S, right: S): S;
}

/** `open` is in the order of its ranges. A shard that is cut more than once leaves short-lived ones behind. */
export function reshard<S>(open: readonly S[], wanted: readonly HashRange[], steps: Steps<S>): void {
  const pieces = open.flatMap((shard) => cut(shard, wanted, steps));
  let at = 0;
  for (const { end } of wanted) {
    let merged = pieces[at++];
    while (merged !== undefined && steps.rangeOf(merged).end < end) {
      const next = pieces[at++];
      if (next === undefined) break;
      merged = steps.merge(merged, next);
    }
  }
}

function cut<S>(shard: S, wanted: readonly HashRange[], steps: Steps<S>): S[] {
  const { start, end } = steps.rangeOf(shard);
  const inside = wanted.filter((range) => range.start > start && range.start <= end);
  const pieces: S[] = [];
  let rest = shard;
  for (const range of inside) {
    const [left, right] = steps.split(rest, range.start);
    pieces.push(left);
    rest = right;
  }
  return [...pieces, rest];
}
