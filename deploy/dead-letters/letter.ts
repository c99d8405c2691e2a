/** A dead letter, as docs/dead-letters.md describes it. */
export const REASONS = ['undecodable', 'invalid', 'late', 'rejected'] as const;
export type Reason = (typeof REASONS)[number];

export interface Letter {
  readonly id: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly reason: Reason;
  readonly detail: string;
  readonly source: { readonly name: string; readonly shard: string; readonly sequence: string } | null;
  readonly eventTime: string | null;
  readonly arrivalTime: string | null;
  readonly record: string;
  readonly encoding: 'utf8' | 'base64';
}

export const LETTER_ID = /^[0-9a-f]{32}$/;

/** Null for what is not a letter: somebody else's message in the same queue. */
export function asLetter(value: unknown): Letter | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, pipeline, stage, reason, detail, source, eventTime, arrivalTime, record, encoding } = value as Partial<
    Record<keyof Letter, unknown>
  >;
  const known = REASONS.find((each) => each === reason);
  const isText = (each: unknown): each is string => typeof each === 'string';
  if (!isText(id) || !LETTER_ID.test(id) || known === undefined) return null;
  if (!isText(pipeline) || !isText(stage) || !isText(record)) return null;
  return {
    id,
    pipeline,
    stage,
    reason: known,
    detail: isText(detail) ? detail : '',
    source: sourceOf(source),
    eventTime: isText(eventTime) ? eventTime : null,
    arrivalTime: isText(arrivalTime) ? arrivalTime : null,
    record,
    encoding: encoding === 'base64' ? 'base64' : 'utf8',
  };
}

function sourceOf(value: unknown): Letter['source'] {
  if (typeof value !== 'object' || value === null) return null;
  const { name, shard, sequence } = value as Record<string, unknown>;
  return { name: String(name), shard: String(shard), sequence: String(sequence) };
}

/** The record's own bytes. */
export const bytesOf = ({ record, encoding }: Pick<Letter, 'record' | 'encoding'>): Buffer =>
  Buffer.from(record, encoding);
