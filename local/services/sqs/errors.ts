/**
 * SQS's errors. Each has a type of the JSON protocol and the code it had in the query protocol, which goes into a
 * header of its own; the SDKs make their exceptions from both.
 */
import { AwsError } from '../front/aws-error.js';

const OWN = 'com.amazonaws.sqs#';
const COMMON = 'com.amazon.coral.service#';
const OLD = 'AWS.SimpleQueueService.';

export class SqsError extends AwsError {
  constructor(
    type: string,
    readonly queryCode: string,
    message: string,
    status?: number,
  ) {
    super(type, message, status, { 'x-amzn-query-error': `${queryCode};Sender` });
  }
}

/** Errors whose code in the query protocol has the old prefix. */
const prefixed = (name: string, message: string, status?: number): SqsError =>
  new SqsError(OWN + name, OLD + name, message, status);
const own = (name: string, message: string, status?: number): SqsError =>
  new SqsError(OWN + name, name, message, status);

export const queueDoesNotExist = (): SqsError =>
  new SqsError(`${OWN}QueueDoesNotExist`, `${OLD}NonExistentQueue`, 'The specified queue does not exist.');
export const queueNameExists = (attribute: string): SqsError =>
  new SqsError(
    `${OWN}QueueNameExists`,
    'QueueAlreadyExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );
export const invalidValue = (message: string): SqsError =>
  new SqsError(`${COMMON}InvalidParameterValueException`, 'InvalidParameterValue', message);
export const missingParameter = (name: string): SqsError =>
  new SqsError(
    `${COMMON}MissingRequiredParameterException`,
    'MissingParameter',
    `The request must contain the parameter ${name}.`,
  );
export const malformed = (message: string): SqsError =>
  new SqsError(`${COMMON}SerializationException`, 'MalformedInput', message);
export const unknownOperation = (name: string): SqsError =>
  new SqsError(`${COMMON}UnknownOperationException`, 'InvalidAction', `The action ${name} is not valid.`);
export const invalidAttributeName = (name: string): SqsError =>
  own('InvalidAttributeName', `Unknown Attribute ${name}.`);
export const invalidAttributeValue = (name: string): SqsError =>
  own('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
export const invalidContents = (character: string): SqsError =>
  own(
    'InvalidMessageContents',
    `Invalid binary character '${character}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]`,
  );
export const invalidHandle = (handle: string): SqsError =>
  own('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, 404);
export const overLimit = (): SqsError =>
  own('OverLimit', 'The maximum number of in flight messages is reached: 120000', 403);
export const throttled = (): SqsError =>
  own('RequestThrottled', 'The request was denied due to request throttling.', 403);
export const unsupported = (message: string): SqsError => prefixed('UnsupportedOperation', message);
export const purgeInProgress = (queue: string): SqsError =>
  prefixed('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue} is allowed every 60 seconds.`, 403);
export const emptyBatch = (operation: string): SqsError =>
  prefixed('EmptyBatchRequest', `There should be at least one ${operation}RequestEntry in the request.`);
export const tooManyEntries = (sent: number): SqsError =>
  prefixed('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${sent}.`);
export const idsNotDistinct = (id: string): SqsError => prefixed('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
export const invalidEntryId = (): SqsError =>
  prefixed(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );
export const batchTooLong = (limit: number, sent: number): SqsError =>
  prefixed('BatchRequestTooLong', `Batch requests cannot be longer than ${limit} bytes. You have sent ${sent} bytes.`);
export const denied = (operation: string, arn: string): SqsError => {
  const action = `sqs:${operation.toLowerCase()}`;
  return new SqsError(
    `${COMMON}AccessDeniedException`,
    'AccessDenied',
    `User: arn:aws:iam::000000000000:user/local is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
    403,
  );
};
