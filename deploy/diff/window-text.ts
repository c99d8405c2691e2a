/** Windows in words. */
import { durationText } from '../../compiler/ir/duration-text.js';
import type { DescribedWindow } from '../../compiler/ir/description.js';
import { changed, type Difference } from './change.js';

/** `a tumble of 5 min`. */
export function windowText({ kind, size, step, offset }: DescribedWindow): string {
  const texts: Record<DescribedWindow['kind'], string> = {
    tumble: `a tumble of ${durationText(size)}`,
    hop: `a hop of ${durationText(size)} every ${durationText(step)}`,
    cumulate: `a cumulate of ${durationText(size)} by ${durationText(step)}`,
    session: `a session with gaps of ${durationText(size)}`,
  };
  return texts[kind] + (offset === 0 ? '' : `, offset ${durationText(offset)}`);
}

const SIZE: Record<DescribedWindow['kind'], string> = {
  tumble: 'tumbles',
  hop: 'hops over',
  cumulate: 'cumulates up to',
  session: 'is a session with gaps of',
};

const STEP: Record<DescribedWindow['kind'], string> = {
  tumble: '',
  hop: 'hops every',
  cumulate: 'cumulates by',
  session: '',
};

const lengthText = (milliseconds: number): string => (milliseconds === 0 ? 'none' : durationText(milliseconds));

/** One sentence, short where only one number differs. */
export function windowChanges(stage: string, before: DescribedWindow, after: DescribedWindow): Difference[] {
  return changed('window', windowText(before), windowText(after), (was, is) => {
    const same = (...parts: readonly (keyof DescribedWindow)[]): boolean =>
      parts.every((part) => before[part] === after[part]);
    const instead = (part: 'size' | 'step' | 'offset'): string =>
      `${lengthText(after[part])} instead of ${lengthText(before[part])}`;
    if (same('kind', 'step', 'offset')) return `window of '${stage}' ${SIZE[after.kind]} ${instead('size')}`;
    if (same('kind', 'size', 'offset')) return `window of '${stage}' ${STEP[after.kind]} ${instead('step')}`;
    if (same('kind', 'size', 'step')) return `window of '${stage}' has an offset of ${instead('offset')}`;
    return `window of '${stage}' is ${is} instead of ${was}`;
  });
}
