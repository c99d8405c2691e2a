/** A queue's attributes: which there are, what they may be, and what they are when nobody says. */
import { invalidAttributeName, invalidAttributeValue, invalidValue } from './errors.js';

/** 1 MiB: a message, and all of a batch. */
export const MOST_BYTES = 1_048_576;

interface Whole {
  readonly least: number;
  readonly most: number;
  readonly unset: number;
}

const WHOLE = {
  VisibilityTimeout: { least: 0, most: 43_200, unset: 30 },
  MaximumMessageSize: { least: 1_024, most: MOST_BYTES, unset: MOST_BYTES },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, unset: 345_600 },
  DelaySeconds: { least: 0, most: 900, unset: 0 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, unset: 0 },
} as const satisfies Readonly<Record<string, Whole>>;

export type WholeAttribute = keyof typeof WHOLE;

/** Kept and given back, without effect here. */
const KEPT = ['Policy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'];

/** Given by SQS alone. */
export const READ_ONLY = [
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
] as const;

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export type Attributes = Readonly<Record<string, string>>;

export const defaults: Attributes = {
  ...Object.fromEntries(Object.entries(WHOLE).map(([name, { unset }]) => [name, String(unset)])),
  SqsManagedSseEnabled: 'true',
};

export const isAttribute = (name: string): boolean =>
  name in WHOLE ||
  KEPT.includes(name) ||
  READ_ONLY.some((each) => each === name) ||
  name === 'RedrivePolicy' ||
  name === 'SqsManagedSseEnabled';

/** The attributes as SQS keeps them; throws its error for one that is unknown or out of range. */
export function checkAttributes(given: Attributes): Attributes {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, checked(name, value)]));
}

function checked(name: string, value: string): string {
  if (!isAttribute(name) || READ_ONLY.some((each) => each === name)) throw invalidAttributeName(name);
  if (name in WHOLE) {
    const { least, most } = WHOLE[name as WholeAttribute];
    const number = /^\d+$/.test(value) ? Number(value) : -1;
    if (number < least || number > most) throw invalidAttributeValue(name);
    return String(number);
  }
  if (name === 'SqsManagedSseEnabled' && value !== 'true' && value !== 'false') throw invalidAttributeValue(name);
  if (name === 'RedrivePolicy' && value !== '') return JSON.stringify(redrivePolicy(value));
  return value;
}

export function redrivePolicy(text: string): RedrivePolicy {
  let value: { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw invalidAttributeValue('RedrivePolicy');
  }
  const target = value?.deadLetterTargetArn;
  const count = Number(value?.maxReceiveCount);
  if (typeof target !== 'string' || value?.maxReceiveCount == null) throw invalidAttributeValue('RedrivePolicy');
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw invalidValue(
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: ${String(value.maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  return { deadLetterTargetArn: target, maxReceiveCount: count };
}
