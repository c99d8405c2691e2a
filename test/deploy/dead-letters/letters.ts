/** Letters for tests, and messages as a target holds them. */
import { createHash } from 'node:crypto';
import type { StoredMessage } from '../../../deploy/dead-letters/letter-store.js';
import type { Letter } from '../../../deploy/dead-letters/letter.js';

export const idOf = (seed: string | number): string =>
  createHash('sha256').update(String(seed)).digest('hex').slice(0, 32);

export function letter(seed: string | number, more: Partial<Letter> = {}): Letter {
  return {
    id: idOf(seed),
    pipeline: 'clicks',
    stage: 'clicks',
    reason: 'invalid',
    detail: '`userId`: expected a string, found null.',
    source: { name: 'clicks', shard: 'shardId-000000000000', sequence: String(seed) },
    eventTime: null,
    arrivalTime: '2026-01-31T12:00:00.000Z',
    record: `{"userId":null,"seed":"${seed}"}`,
    encoding: 'utf8',
    ...more,
  };
}

export const message = (text: string, at = 0, receipt: string | null = null): StoredMessage => ({ text, at, receipt });

/** The letter's JSON cut as docs/dead-letters.md says, into so many parts. */
export function inParts(whole: Letter, parts: number): string[] {
  const text = JSON.stringify(whole);
  const size = Math.ceil(text.length / parts);
  return Array.from({ length: parts }, (_, at) =>
    JSON.stringify({ id: whole.id, part: at + 1, parts, text: text.slice(at * size, (at + 1) * size) }),
  );
}
