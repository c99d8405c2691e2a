/** What a sink keys its rows by: the columns of its key and those they are made from. */
import type { Sink } from '../ir/pipeline.js';
import { columnsUsed } from './columns-used.js';

/** Null for a sink that only adds rows. */
export function sinkKey(sink: Sink): ReadonlySet<string> | null {
  switch (sink.kind) {
    case 'firehose':
    case 'kinesisStream':
      return null;
    case 'dynamodb':
      return new Set(sink.sortKey === null ? [sink.partitionKey] : [sink.partitionKey, sink.sortKey]);
    case 'opensearch':
      return sink.id && columnsUsed(sink.id);
  }
}

/** The column by which a newer row is told from an older one of the same key. */
export const orderColumn = (sink: Sink): string | null =>
  sink.kind === 'dynamodb' || sink.kind === 'opensearch' ? sink.onlyIfNewer : null;

export const SINK_NAMES: Record<Sink['kind'], string> = {
  firehose: 'A delivery stream',
  kinesisStream: 'A stream',
  opensearch: 'An index without an id',
  dynamodb: 'A table',
};
