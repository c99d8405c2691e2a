/** The demo pipeline in SQL by hand on Flink's own filesystem connector and JSON format, plain. */
import type { BundleColumn, Bundle, TableStatement } from '../../compiler/ir/bundle.js';
import { EVENT_COLUMNS, origin, POPULARITY_COLUMNS } from './source.js';
import { popularityByHand } from './popularity.js';

const json = { format: 'json', 'json.timestamp-format.standard': 'ISO-8601' };

const files = (name: string, columns: readonly BundleColumn[], directory: string): TableStatement => ({
  kind: 'table',
  name,
  columns,
  watermark: null,
  primaryKey: [],
  options: { connector: 'filesystem', path: `file://${directory}/${name}`, ...json },
  origin,
});

export const stock = (input: string, directory: string): Bundle => ({
  format: 1,
  flink: '2.2',
  pipeline: 'stock',
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
    {
      kind: 'table',
      name: 'events',
      columns: EVENT_COLUMNS,
      watermark: { column: 'at', expression: "`at` - INTERVAL '30' SECOND" },
      primaryKey: [],
      options: { connector: 'filesystem', path: `file://${input}`, ...json },
      origin,
    },
    files('raw', EVENT_COLUMNS, directory),
    files('titles', POPULARITY_COLUMNS, directory),
    files('live', [{ name: 'id', type: 'STRING' }, ...POPULARITY_COLUMNS], directory),
    {
      kind: 'view',
      name: 'plays',
      sql:
        "SELECT `titleId`, COALESCE(`device`, 'unknown') AS `device`, `kind`, `userId`, `watchedSeconds`, `at`\n" +
        "FROM `events` WHERE `kind` = 'play' OR `kind` = 'stop'",
      origin,
    },
    ...popularityByHand('plays', 'at'),
    { kind: 'insert', name: 'raw', sql: 'INSERT INTO `raw` SELECT * FROM `events`', origin },
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
