/** What the operations refuse with, in AWS's words. */
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';
import type { Shard } from './shard.js';
import type { Stream } from './stream.js';

export const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
export const overLimit = (message: string): AwsError => new AwsError('LimitExceededException', message);

/** As in `Shard shardId-000000000000 in stream x under account 000000000000`. */
export const placeOf = ({ name }: Stream): string => `in stream ${name} under account ${ACCOUNT}`;

export const noSuchStream = ({ name }: Stream): AwsError =>
  notFound(`Stream ${name} under account ${ACCOUNT} not found.`);

export const rateExceeded = (stream: Stream, { id }: Shard): AwsError =>
  new AwsError('ProvisionedThroughputExceededException', `Rate exceeded for shard ${id} ${placeOf(stream)}.`);

/** UpdateShardCount, SplitShard and MergeShards are for streams that are not scaled by AWS. */
export function requireProvisioned({ mode, name }: Stream): void {
  if (mode === 'PROVISIONED') return;
  throw new AwsError(
    'ValidationException',
    `Request is invalid. Stream ${name} under account ${ACCOUNT} is in On-Demand mode.`,
  );
}
