/** Windows with an offset, in pieces that Flink closes in time. */
import type { Window } from '../ir/pipeline.js';

/**
 * Flink 2.2.0 looks for windows to close only at multiples of a window's slice, without the offset
 * (`TimeWindowUtil.getNextTriggerWatermark`): half of the aggregate closes them too late and the other half then drops
 * the rows. So where the offset is not a multiple of the slice, the window is written in finer slices, and only the
 * windows that the author means are kept. Remove when the offset is taken into account.
 */
export function piecesOf({ kind, size, step, offset }: Pick<Window, 'kind' | 'size' | 'step' | 'offset'>): number {
  if (kind === 'session') return 0;
  const slice = kind === 'tumble' ? size : step;
  return offset % slice === 0 ? 0 : greatestCommonDivisor(slice, Math.abs(offset));
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
