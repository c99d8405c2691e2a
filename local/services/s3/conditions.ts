/** The conditions a client may set on an object: by its tag, by when it changed. */
import type { IncomingHttpHeaders } from 'node:http';
import { noSuchKey, preconditionFailed } from './errors.js';
import { headerOf } from './headers.js';
import type { ObjectHead } from './store/object-record.js';
import type { Condition } from './store/object-store.js';

/** Of a write: only if there is none yet, or only if it is the one that the client knows. */
export function writeCondition(headers: IncomingHttpHeaders): Condition {
  const match = headerOf(headers, 'if-match');
  const noneMatch = headerOf(headers, 'if-none-match');
  return (current) => {
    if (noneMatch !== null && current && matches(noneMatch, current)) throw preconditionFailed();
    if (match === null) return;
    if (!current) throw noSuchKey();
    if (!matches(match, current)) throw preconditionFailed();
  };
}

/** Of a read. Gives 'unchanged' for a 304. The tags win over the times, as HTTP has it. */
export function readCondition(headers: IncomingHttpHeaders, head: ObjectHead, prefix = ''): 'read' | 'unchanged' {
  const header = (name: string): string | null => headerOf(headers, `${prefix}${name}`);
  const match = header('if-match');
  const noneMatch = header('if-none-match');
  const unmodified = dateOf(header('if-unmodified-since'));
  const modified = dateOf(header('if-modified-since'));
  if (match !== null ? !matches(match, head) : unmodified !== null && seconds(head.modified) > unmodified) {
    throw preconditionFailed();
  }
  const isKnown =
    noneMatch !== null ? matches(noneMatch, head) : modified !== null && seconds(head.modified) <= modified;
  return isKnown ? 'unchanged' : 'read';
}

function matches(tags: string, { etag }: ObjectHead): boolean {
  return tags.split(',').some((tag) => {
    const bare = tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}

function dateOf(header: string | null): number | null {
  const time = header === null ? NaN : Date.parse(header);
  return Number.isNaN(time) ? null : seconds(time);
}

/** A date in a header has no fraction. */
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
