/** What a sender hands over: checked as SQS checks it, with its size. */
import { createHash } from 'node:crypto';
import { invalidContents, invalidValue, missingParameter } from './errors.js';
import { optionalInteger, optionalText, type Input } from './input.js';
import { readAttributes, sizeOfAttributes, type MessageAttributes } from './message-attributes.js';

export interface NewMessage {
  readonly body: string;
  readonly md5: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  /** Null: the queue's own. */
  readonly delaySeconds: number | null;
  /** Body and attributes, in bytes. */
  readonly size: number;
}

/** SQS keeps XML's characters only, whatever the protocol; a lone surrogate is none. */
const REFUSED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export function readMessage(input: Input, maximumSize: number): NewMessage {
  const body = optionalText(input, 'MessageBody');
  if (body === undefined || body === '') throw missingParameter('MessageBody');
  const refused = REFUSED.exec(body)?.[0];
  if (refused !== undefined) throw invalidContents(`#x${(refused.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  if (optionalText(input, 'MessageDeduplicationId') !== undefined)
    throw invalidValue(
      'The request include parameter that is not valid for this queue type. Reason: MessageDeduplicationId is valid only for FIFO queues.',
    );
  const delaySeconds = optionalInteger(input, 'DelaySeconds') ?? null;
  if (delaySeconds !== null && (delaySeconds < 0 || delaySeconds > 900))
    throw invalidValue(
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  const attributes = readAttributes(input, 'MessageAttributes');
  const size = sizeOf(input);
  if (size > maximumSize)
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumSize} bytes.`,
    );
  const md5 = createHash('md5').update(body).digest('hex');
  return { body, md5, attributes, systemAttributes: readSystemAttributes(input), delaySeconds, size };
}

/** How many bytes of a request's limit an entry takes, before anything else is known of it. */
export function sizeOf(input: Input): number {
  const body = input['MessageBody'];
  return (
    (typeof body === 'string' ? Buffer.byteLength(body) : 0) +
    sizeOfAttributes(readAttributes(input, 'MessageAttributes'))
  );
}

function readSystemAttributes(input: Input): MessageAttributes {
  const attributes = readAttributes(input, 'MessageSystemAttributes');
  const unknown = Object.keys(attributes).find((name) => name !== 'AWSTraceHeader');
  if (unknown !== undefined) throw invalidValue(`Message system attribute name '${unknown}' is invalid.`);
  return attributes;
}
