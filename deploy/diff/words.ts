/** How sentences about differences are put together: quotes, lists, and long texts cut down to where they differ. */
import { durationText } from '../../compiler/ir/duration-text.js';

export const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** `1 stage`, `2 stages`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** A duration that may be none. */
export const orNever = (milliseconds: number | 'forever' | null): string =>
  typeof milliseconds === 'number' ? `after ${durationText(milliseconds)}` : 'never';

const LONGEST = 80;
/** How much of what both texts share is shown around the difference. */
const AROUND = 16;

/** In back-ticks, where it has none of its own around it. */
const ticked = (text: string): string => (/^`[^`]*`$/.test(text) ? text : `\`${text}\``);

/** Code of the author's, long ones cut. */
export const code = (text: string): string => ticked(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** `` `after` instead of `before` ``: of long texts the part where they differ. */
export function codeInstead(before: string, after: string): string {
  if (before.length <= LONGEST && after.length <= LONGEST) return `${ticked(after)} instead of ${ticked(before)}`;
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const from = Math.max(0, head - AROUND);
  const part = (text: string): string => {
    const to = Math.min(text.length, text.length - tail + AROUND);
    const shown = text.slice(from, to);
    const cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
    return `\`${from > 0 ? '…' : ''}${cut}${to < text.length ? '…' : ''}\``;
  };
  return `${part(after)} instead of ${part(before)}`;
}
