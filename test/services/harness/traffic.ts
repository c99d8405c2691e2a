/** Playback records on their way to a stream: made up, a few of them broken or sent twice, in the order they are sent. */
import { BROKEN_KINDS } from '../../../pipelines/title-popularity/generator/broken-records.js';
import { DEFAULTS, playback, type PlaybackOptions } from '../../../pipelines/title-popularity/generator/playback.js';

export interface StreamRecord {
  /** Decides the shard. */
  readonly partitionKey: string;
  readonly data: Buffer;
}

/** None is late: how shards are read in turn decides nothing. */
export function* traffic(options: Partial<PlaybackOptions>): Generator<StreamRecord> {
  const chosen = { ...DEFAULTS, users: 300, titles: 60, kinds: BROKEN_KINDS, duplicates: 0.01, ...options, late: 0 };
  for (const { line, user } of playback(chosen)) {
    yield { partitionKey: `user-${user}`, data: Buffer.from(line, 'latin1') };
  }
}

export interface Moment {
  readonly eventId: string;
  readonly at: Date;
  readonly userId?: string;
  readonly titleId?: string;
  readonly kind?: 'play' | 'pause' | 'seek' | 'stop' | 'search';
  readonly device?: string;
  readonly watchedSeconds?: number;
}

/** One good record, of a search unless said otherwise: no window counts it. */
export function recordOf({ eventId, at, ...rest }: Moment): StreamRecord {
  const event = { userId: 'clock', titleId: 'none', kind: 'search', watchedSeconds: 0, ...rest };
  return { partitionKey: event.userId, data: Buffer.from(JSON.stringify({ eventId, ...event, position: 0, at })) };
}
