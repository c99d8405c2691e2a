/** The window and its slot, as every reference writes them. */
import type { QueryStatement } from '../../compiler/ir/bundle.js';
import { origin } from './source.js';

const SLOT = "DATE_FORMAT(`windowStart`, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''') || '#' || `device`";

/** Views `popularity` and `slotted` over `input`, whose row time is `time`. */
export const popularityByHand = (input: string, time: string): QueryStatement[] => [
  {
    kind: 'view',
    name: 'popularity',
    sql:
      'SELECT `titleId`, `device`,\n' +
      '  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`, CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,\n' +
      "  COUNT(*) FILTER (WHERE `kind` = 'play') AS `plays`, COUNT(DISTINCT `userId`) AS `viewers`, SUM(`watchedSeconds`) AS `watchedSeconds`\n" +
      `FROM TABLE(TUMBLE(TABLE \`${input}\`, DESCRIPTOR(\`${time}\`), INTERVAL '5' MINUTE))\n` +
      'GROUP BY `titleId`, `device`, `window_start`, `window_end`',
    origin,
  },
  { kind: 'view', name: 'slotted', sql: `SELECT *, ${SLOT} AS \`slot\` FROM \`popularity\``, origin },
];
