/** The hidden columns as SQL, and the types they have in tables of ours. */
import { field, identifier, type Sql } from './tree.js';

export const TIME = '$time';
export const ORIGIN = '$origin';
export const ROW = '$row';
export const KEEP = '$keep';
export const FOUND = '$found';

export const TIME_TYPE = 'TIMESTAMP_LTZ(3)';

/** Where a record came from, the record itself, and why the decoder refused it (null where it did not). */
export const ORIGIN_TYPE =
  'ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, ' +
  '`encoding` STRING, `reason` STRING, `detail` STRING>';

type OriginField = 'source' | 'shard' | 'sequence' | 'arrivalTime' | 'record' | 'encoding' | 'reason' | 'detail';

export const time = identifier(TIME);
export const origin = (name: OriginField): Sql => field(identifier(ORIGIN), name);
