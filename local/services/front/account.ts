/** The one account that all local services are in. */
export const ACCOUNT = '000000000000';
export const DEFAULT_REGION = 'us-east-1';

export const arnOf = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
