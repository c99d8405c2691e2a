/**
 * Sequence numbers: 56 digits that grow within a shard and from a shard to its children, as on AWS, where their parts are
 * nobody's business either. Ours: `49`, the shard's epoch, its number, and the record's counter in it.
 */
const EPOCH_DIGITS = 13;
const SHARD_DIGITS = 12;
const COUNTER_DIGITS = 29;

export interface SequenceParts {
  readonly epoch: number;
  readonly shard: number;
  readonly counter: number;
}

export const sequencePrefix = (epoch: number, shard: number): string =>
  `49${String(epoch).padStart(EPOCH_DIGITS, '0')}${String(shard).padStart(SHARD_DIGITS, '0')}`;

export const sequenceNumber = (prefix: string, counter: number): string =>
  prefix + String(counter).padStart(COUNTER_DIGITS, '0');

/** Greater than that of any record of the shard. */
export const lastSequenceNumber = (prefix: string): string => prefix + '9'.repeat(COUNTER_DIGITS);

/** Null for a number that no shard of this service could have given. */
export function sequenceParts(text: string): SequenceParts | null {
  const match = /^49(\d{13})(\d{12})(\d{29})$/.exec(text);
  if (!match) return null;
  const [, epoch = '', shard = '', counter = ''] = match;
  return { epoch: Number(epoch), shard: Number(shard), counter: Number(counter) };
}
