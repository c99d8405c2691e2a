/** Whether a source reads the same physical stream as before: one logical name may be bound to another stream. */
import { bindNames, fill } from '../../compiler/ir/placeholders.js';
import type { Version } from '../application/version.js';
import type { Surroundings } from './verdict.js';

/** What a source is bound to: a stream's name or ARN; null when nothing says so. */
export function streamOf(stage: string, { bundle }: Version, { names = {} }: Surroundings = {}): string | null {
  const table = bundle.statements.find(({ kind, name }) => kind === 'table' && name === `source.${stage}`);
  const stream = table?.kind === 'table' ? table.options['stream'] : undefined;
  if (stream === undefined) return null;
  const known = new Set(bundle.placeholders.map(({ name }) => name));
  const own = Object.fromEntries(Object.entries(names).filter(([name]) => known.has(name)));
  const values = bindNames(bundle, own);
  return fill(stream, values);
}

/** A name alone says nothing of region and account, which then are the application's own. */
export function isSameStream(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) return true;
  return nameOf(one) === nameOf(other) && !(isArn(one) && isArn(other));
}

const isArn = (text: string): boolean => text.startsWith('arn:');
const nameOf = (text: string): string => (isArn(text) ? text.slice(text.lastIndexOf('/') + 1) : text);
