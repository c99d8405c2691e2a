/** How the control plane says no: the error types of its service model. */
import { AwsError } from '../services/front/aws-error.js';

type Words = (message: string) => AwsError;

const error =
  (code: string): Words =>
  (message) =>
    new AwsError(code, message);

export const invalidArgument = error('InvalidArgumentException');
export const invalidRequest = error('InvalidRequestException');
export const invalidConfiguration = error('InvalidApplicationConfigurationException');
export const inUse = error('ResourceInUseException');
export const notFound = error('ResourceNotFoundException');
export const limitExceeded = error('LimitExceededException');
export const unsupported = error('UnsupportedOperationException');
export const codeRefused = error('CodeValidationException');
export const modified = error('ConcurrentModificationException');
export const tooManyTags = error('TooManyTagsException');

export const noApplication = (arn: string): AwsError => notFound(`Application ${arn} does not exist.`);
