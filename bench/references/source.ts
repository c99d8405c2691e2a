/** The playback source as a person would declare it by hand; both references on our connector read it. */
import type { BundleColumn, Origin, TableStatement } from '../../compiler/ir/bundle.js';

export const origin: Origin = { file: 'by-hand.sql', line: 1, column: 1 };

const CONTRACT = [
  { name: 'eventId', type: 'string' },
  { name: 'userId', type: 'string' },
  { name: 'titleId', type: 'string' },
  { name: 'kind', type: 'string', oneOf: ['pause', 'play', 'search', 'seek', 'stop'] },
  { name: 'device', type: 'string', nullable: true },
  { name: 'watchedSeconds', type: 'number' },
  { name: 'at', type: 'timestamp' },
];

const ORIGIN =
  'ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>';

export const EVENT_COLUMNS: readonly BundleColumn[] = [
  { name: 'eventId', type: 'STRING' },
  { name: 'userId', type: 'STRING' },
  { name: 'titleId', type: 'STRING' },
  { name: 'kind', type: 'STRING' },
  { name: 'device', type: 'STRING' },
  { name: 'watchedSeconds', type: 'DOUBLE' },
  { name: 'at', type: 'TIMESTAMP_LTZ(3)' },
];

export const playback = (path: string): TableStatement => ({
  kind: 'table',
  name: 'events',
  columns: [...EVENT_COLUMNS, { name: '$time', type: 'TIMESTAMP_LTZ(3)' }, { name: '$origin', type: ORIGIN }],
  watermark: { column: '$time', expression: "`$time` - INTERVAL '30' SECOND" },
  primaryKey: [],
  options: {
    connector: 'pipectl-files',
    source: 'playback',
    paths: path,
    contract: JSON.stringify(CONTRACT),
    'event-time': '["at"]',
    timestamps: 'iso',
    'max-ahead': '3600000',
  },
  origin,
});

export const POPULARITY_COLUMNS: readonly BundleColumn[] = [
  { name: 'titleId', type: 'STRING' },
  { name: 'device', type: 'STRING' },
  { name: 'windowStart', type: 'TIMESTAMP_LTZ(3)' },
  { name: 'windowEnd', type: 'TIMESTAMP_LTZ(3)' },
  { name: 'plays', type: 'BIGINT' },
  { name: 'viewers', type: 'BIGINT' },
  { name: 'watchedSeconds', type: 'DOUBLE' },
  { name: 'slot', type: 'STRING' },
];

export const sink = (
  name: string,
  columns: readonly BundleColumn[],
  directory: string,
  mode: 'append' | 'upsert',
  primaryKey: readonly string[] = [],
): TableStatement => ({
  kind: 'table',
  name,
  columns,
  watermark: null,
  primaryKey,
  options: { connector: 'pipectl-files', output: name, directory, mode },
  origin,
});

export const LETTER_COLUMNS: readonly BundleColumn[] = [
  { name: 'id', type: 'STRING' },
  { name: 'pipeline', type: 'STRING' },
  { name: 'stage', type: 'STRING' },
  { name: 'reason', type: 'STRING' },
  { name: 'detail', type: 'STRING' },
  { name: 'source', type: 'ROW<`name` STRING, `shard` STRING, `sequence` STRING>' },
  { name: 'eventTime', type: 'TIMESTAMP_LTZ(3)' },
  { name: 'arrivalTime', type: 'TIMESTAMP_LTZ(3)' },
  { name: 'record', type: 'STRING' },
  { name: 'encoding', type: 'STRING' },
];
