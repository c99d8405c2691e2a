/** CloudWatch Logs' refusals. */
import { AwsError } from '../front/aws-error.js';

export const notThere = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
export const alreadyThere = (what: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);
export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);
