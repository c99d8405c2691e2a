/** Shard iterators: a place in a shard, sealed, good for five minutes. */
import { AwsError } from '../front/aws-error.js';
import { notFound, invalid, placeOf } from './refusals.js';
import { ACCOUNT } from '../front/account.js';
import { shardId, type Shard } from './shard.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';

const LIFETIME_MS = 300_000;

export interface Position {
  readonly stream: Stream;
  readonly shard: Shard;
  /** The counter of the next record to read. */
  readonly counter: number;
}

type Sealed = readonly ['iterator', issued: number, generation: number, stream: number, shard: number, counter: number];

export function sealIterator({ seal, now, faults }: KinesisState, { stream, shard, counter }: Position): string {
  const content: Sealed = ['iterator', now(), faults.generation, stream.id, shard.number, counter];
  return seal.seal(content);
}

/** The stream of an iterator, however old; null for what is none, or of a stream that is gone. */
export function streamOfIterator({ seal, streams }: KinesisState, text: string): Stream | null {
  const content = seal.open(text);
  return isSealed(content) ? (streams.byId(content[3]) ?? null) : null;
}

export function openIterator({ seal, now, faults, streams }: KinesisState, text: string): Position {
  const content = seal.open(text);
  if (!isSealed(content)) throw invalid('Invalid ShardIterator.');
  const [, issued, generation, streamId, number, counter] = content;
  const time = now();
  if (time - issued > LIFETIME_MS || generation !== faults.generation) throw expired(issued, time);
  const stream = streams.byId(streamId);
  const shard = stream?.shard(number);
  if (stream && shard) return { stream, shard, counter };
  const place = stream ? placeOf(stream) : `under account ${ACCOUNT}`;
  throw notFound(`Shard ${shardId(number)} ${place} does not exist`);
}

const isSealed = (content: unknown): content is Sealed => Array.isArray(content) && content[0] === 'iterator';

const expired = (issued: number, now: number): AwsError =>
  new AwsError(
    'ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${amzTime(issued)} while right now it is ${amzTime(now)} ` +
      `which is further in the future than the tolerated delay of ${LIFETIME_MS} milliseconds.`,
  );

/** `Thu Jan 22 01:22:02 UTC 2015` */
function amzTime(time: number): string {
  const [weekday = '', day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${clock} UTC ${year}`;
}
