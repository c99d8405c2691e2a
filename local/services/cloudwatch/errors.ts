/** CloudWatch's refusals: each has a name in JSON and CBOR, and the one it had in the query protocol in a header. */
import { AwsError } from '../front/aws-error.js';

const error =
  (name: string, queryCode: string, status = 400) =>
  (message: string): AwsError =>
    new AwsError(name, message, status, { 'x-amzn-query-error': `${queryCode};Sender` });

export const invalidValue = error('InvalidParameterValueException', 'InvalidParameterValue');
export const invalidCombination = error('InvalidParameterCombinationException', 'InvalidParameterCombination');
export const missingParameter = error('MissingRequiredParameterException', 'MissingParameter');
export const notFound = error('ResourceNotFound', 'ResourceNotFound', 404);
export const dashboardNotFound = error('DashboardNotFoundError', 'ResourceNotFound', 404);
export const dashboardInvalid = error('DashboardInvalidInputError', 'InvalidParameterInput');
