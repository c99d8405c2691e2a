/** The refusals of Firehose. */
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

/** As AWS words a broken rule of its model. */
export const invalidValue = (member: string, rule: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

export const notFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${ACCOUNT} not found.`);

export const inUse = (name: string): AwsError =>
  new AwsError('ResourceInUseException', `Firehose ${name} under accountId ${ACCOUNT} already exists`);

export const concurrent = (): AwsError =>
  new AwsError(
    'ConcurrentModificationException',
    'Cannot update firehose since the current version id does not match the specified version id',
  );

export const SLOW_DOWN = 'Slow down.';

export const unavailable = (message = SLOW_DOWN): AwsError => new AwsError('ServiceUnavailableException', message, 503);
