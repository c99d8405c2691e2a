/**
 * The demo pipeline in SQL by hand, with the guarantees pipectl gives: broken and late records routed to the dead
 * letters, and every stage counted with the runtime jar's functions.
 */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { popularityByHand } from './popularity.js';
import { EVENT_COLUMNS, LETTER_COLUMNS, origin, playback, POPULARITY_COLUMNS, sink } from './source.js';

const WINDOW = "('popularity', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0)";

export const sameGuarantees = (input: string, directory: string): Bundle => ({
  format: 1,
  flink: '2.2',
  pipeline: 'by-hand-same-guarantees',
  settings: {
    'table.local-time-zone': 'UTC',
    'execution.runtime-mode': 'STREAMING',
    'pipeline.object-reuse': 'true',
    'table.optimizer.reuse-optimize-block-with-digest-enabled': 'true',
    'table.plan.compile.catalog-objects': 'SCHEMA',
  },
  functions: ['Accepted', 'Faulty', 'Filter', 'Late', 'OnTime', 'LetterId'].map((name) => ({
    name: `PIPECTL_${name.replace(/(?<=.)([A-Z])/g, '_$1').toUpperCase()}`,
    class: `dev.pipectl.functions.${name}`,
  })),
  placeholders: [],
  statements: [
    playback(input),
    sink('raw', EVENT_COLUMNS, directory, 'append'),
    sink('titles', POPULARITY_COLUMNS, directory, 'upsert', ['titleId', 'slot']),
    sink('live', [{ name: '$id', type: 'STRING' }, ...POPULARITY_COLUMNS], directory, 'upsert', ['$id']),
    sink('letters', LETTER_COLUMNS, directory, 'append'),
    {
      kind: 'view',
      name: 'good',
      sql: "SELECT * FROM `events` WHERE PIPECTL_ACCEPTED('playback', `$time`)",
      origin,
    },
    {
      kind: 'view',
      name: 'bad',
      sql: "SELECT * FROM `events` WHERE PIPECTL_FAULTY('playback', `$time`)",
      origin,
    },
    {
      kind: 'view',
      name: 'watched',
      sql: "SELECT * FROM `good` WHERE PIPECTL_FILTER('popularity.filter', `kind` = 'play' OR `kind` = 'stop')",
      origin,
    },
    {
      kind: 'view',
      name: 'on_time',
      sql:
        "SELECT `titleId`, COALESCE(`device`, 'unknown') AS `device`, `kind`, `userId`, `watchedSeconds`, `$time`\n" +
        `FROM \`watched\` WHERE PIPECTL_ON_TIME${WINDOW}`,
      origin,
    },
    ...popularityByHand('on_time', '$time'),
    {
      kind: 'insert',
      name: 'raw',
      sql: 'INSERT INTO `raw` SELECT `eventId`, `userId`, `titleId`, `kind`, `device`, `watchedSeconds`, `at` FROM `good`',
      origin,
    },
    { kind: 'insert', name: 'titles', sql: 'INSERT INTO `titles` SELECT * FROM `slotted`', origin },
    {
      kind: 'insert',
      name: 'live',
      sql: "INSERT INTO `live` SELECT `titleId` || '#' || `slot`, `slotted`.* FROM `slotted`",
      origin,
    },
    {
      kind: 'insert',
      name: 'letters',
      sql: ['bad', 'watched']
        .map((view) => {
          const late = view === 'watched';
          const stage = late ? "'popularity'" : "'playback'";
          const reason = late ? "'late'" : '`$origin`.`reason`';
          return (
            `SELECT PIPECTL_LETTER_ID(\`$origin\`.\`source\`, \`$origin\`.\`shard\`, \`$origin\`.\`sequence\`, ${stage}, ${reason}, CAST(NULL AS STRING)),\n` +
            `  'by-hand', ${stage}, ${reason}, ${late ? "'behind the watermark'" : '`$origin`.`detail`'},\n` +
            '  ROW(`$origin`.`source`, `$origin`.`shard`, `$origin`.`sequence`),\n' +
            `  ${late ? 'CAST(`$time` AS TIMESTAMP_LTZ(3))' : 'CAST(NULL AS TIMESTAMP_LTZ(3))'}, \`$origin\`.\`arrivalTime\`, \`$origin\`.\`record\`, \`$origin\`.\`encoding\`\n` +
            `FROM \`${view}\`${late ? ` WHERE PIPECTL_LATE${WINDOW}` : ''}`
          );
        })
        .reduce((first, second) => `INSERT INTO \`letters\`\n${first}\nUNION ALL\n${second}`),
      origin,
    },
  ],
  ledger: [],
  description: { stages: [], outputs: [], deadLetters: { target: 'dead-letters', rejectRate: null } },
});
