/** A window as people say it. */
import { durationText } from '../../compiler/ir/duration-text.js';
import type { WindowShape } from '../../compiler/ir/plan.js';

export function windowText(window: WindowShape): string {
  const { kind, size, step, offset } = window;
  const texts: Record<WindowShape['kind'], string> = {
    tumble: `tumble ${durationText(size)}`,
    hop: `hop ${durationText(size)} every ${durationText(step)}`,
    cumulate: `cumulate up to ${durationText(size)} by ${durationText(step)}`,
    session: `session with gaps of ${durationText(size)}`,
  };
  return texts[kind] + (offset === 0 ? '' : `, offset ${durationText(offset)}`);
}
