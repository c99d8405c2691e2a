/** Where a resource is: what it is called, its ARN, and whether it is of the same account and region. */
import type { Resource } from '../../compiler/ir/resources.js';
import { arn, bucketArn, type Home } from './target.js';

export interface Place {
  /** Without account and region. */
  readonly name: string;
  readonly arn: string;
  readonly isHere: boolean;
}

type Addressed = Exclude<Resource['kind'], 'index'>;

const SERVICES: Readonly<Record<Exclude<Addressed, 'bucket'>, { readonly service: string; readonly before: string }>> =
  {
    stream: { service: 'kinesis', before: 'stream/' },
    'delivery-stream': { service: 'firehose', before: 'deliverystream/' },
    table: { service: 'dynamodb', before: 'table/' },
    queue: { service: 'sqs', before: '' },
  };

const ARN = /^arn:[^:]+:[a-z0-9-]+:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?:[a-z]+\/)?(?<name>[^:]+)$/;
const QUEUE_URL = /^https?:\/\/(?:sqs\.(?<region>[a-z0-9-]+)\.)?[^/]+\/(?<account>\d{12})\/(?<name>[^/]+)$/;

/** By its name, its ARN, or the URL of a queue. */
export function placeOf({ kind, name: written }: { kind: Addressed; name: string }, home: Home): Place {
  if (kind === 'bucket') return { name: written, arn: bucketArn(home, written), isHere: true };
  const { service, before } = SERVICES[kind];
  const found = (ARN.exec(written) ?? QUEUE_URL.exec(written))?.groups;
  const { account = home.account, region = home.region, name = written } = found ?? {};
  return {
    name,
    arn: arn(service, { account, region }, `${before}${name}`),
    isHere: account === home.account && region === home.region,
  };
}

/** Whether the stack makes it: it is of this account and region, and nobody else's. */
export const isMade = (
  { kind, logical, name: written }: { kind: Addressed; logical: string; name: string },
  home: Home & { readonly external: readonly string[] },
): boolean => {
  const { name, isHere } = placeOf({ kind, name: written }, home);
  return isHere && ![logical, written, name].some((each) => home.external.includes(each));
};
