/** The demo pipeline in SQL by hand on our connector, plain: no late routing, no dead letters, nothing counted. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { EVENT_COLUMNS, origin, playback, POPULARITY_COLUMNS, sink } from './source.js';
import { popularityByHand } from './popularity.js';

export const plain = (input: string, directory: string): Bundle => ({
  format: 1,
  flink: '2.2',
  pipeline: 'by-hand-plain',
  settings: {
    'table.local-time-zone': 'UTC',
    'execution.runtime-mode': 'STREAMING',
    'pipeline.object-reuse': 'true',
    'table.optimizer.reuse-optimize-block-with-digest-enabled': 'true',
    'table.plan.compile.catalog-objects': 'SCHEMA',
  },
  functions: [],
  placeholders: [],
  statements: [
    playback(input),
    sink('raw', EVENT_COLUMNS, directory, 'append'),
    sink('titles', POPULARITY_COLUMNS, directory, 'upsert', ['titleId', 'slot']),
    sink('live', [{ name: '$id', type: 'STRING' }, ...POPULARITY_COLUMNS], directory, 'upsert', ['$id']),
    {
      kind: 'view',
      name: 'plays',
      sql:
        "SELECT `titleId`, COALESCE(`device`, 'unknown') AS `device`, `kind`, `userId`, `watchedSeconds`, `$time`\n" +
        "FROM `events` WHERE `kind` = 'play' OR `kind` = 'stop'",
      origin,
    },
    ...popularityByHand('plays', '$time'),
    {
      kind: 'insert',
      name: 'raw',
      sql: 'INSERT INTO `raw` SELECT `eventId`, `userId`, `titleId`, `kind`, `device`, `watchedSeconds`, `at` FROM `events`',
      origin,
    },
    { kind: 'insert', name: 'titles', sql: 'INSERT INTO `titles` SELECT * FROM `slotted`', origin },
    {
      kind: 'insert',
      name: 'live',
      sql: "INSERT INTO `live` SELECT `titleId` || '#' || `slot`, `slotted`.* FROM `slotted`",
      origin,
    },
  ],
  ledger: [],
  description: { stages: [], outputs: [], deadLetters: { target: 'dead-letters', rejectRate: null } },
});
