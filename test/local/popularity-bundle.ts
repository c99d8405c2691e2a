/** A bundle written by hand, in the shape of the title-popularity pipeline: filter, window, three sinks, dead letters. */
import type { Bundle, BundleColumn, QueryStatement, Statement, TableStatement } from '../../compiler/ir/bundle.js';

const origin = { file: 'pipeline.ts', line: 1, column: 1 };
const ORIGIN_TYPE =
  'ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), ' +
  '`record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>';

const columns = (types: Record<string, string>): BundleColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/** What every output's table says of the rows that its service refuses. */
const REFUSED = { pipeline: 'title-popularity', 'dead-letters': '${dead-letters}' };

const sink = (
  output: string,
  types: Record<string, string>,
  options: Record<string, string>,
  primaryKey: string[] = [],
): TableStatement => ({
  kind: 'table',
  name: `sink.${output}`,
  columns: columns(types),
  watermark: null,
  primaryKey,
  options: { ...options, output, ...(output === 'dead-letters' ? {} : REFUSED) },
  origin,
});

const view = (name: string, sql: string): QueryStatement => ({ kind: 'view', name, sql, origin });

const quoted = (names: string[]): string => names.map((name) => `\`${name}\``).join(', ');

const insert = (output: string, names: string[], sql: string): QueryStatement => ({
  kind: 'insert',
  name: `sink.${output}`,
  sql: `INSERT INTO \`sink.${output}\` (${quoted(names)})\n${sql}`,
  origin,
});

const PLAYBACK = {
  userId: 'STRING',
  titleId: 'STRING',
  kind: 'STRING',
  watchedSeconds: 'DOUBLE',
  at: 'TIMESTAMP_LTZ(3)',
};

const CONTRACT = [
  { name: 'userId', type: 'string' },
  { name: 'titleId', type: 'string' },
  { name: 'kind', type: 'string', oneOf: ['pause', 'play', 'stop'] },
  { name: 'watchedSeconds', type: 'number' },
  { name: 'at', type: 'timestamp' },
];

const source: TableStatement = {
  kind: 'table',
  name: 'source.playback',
  columns: [...columns(PLAYBACK), { name: '$time', type: 'TIMESTAMP_LTZ(3)' }, { name: '$origin', type: ORIGIN_TYPE }],
  watermark: { column: '$time', expression: "`$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND" },
  primaryKey: [],
  options: {
    connector: 'pipectl-kinesis',
    stream: '${playback}',
    source: 'playback',
    'event-time': '["at"]',
    timestamps: 'iso',
    'max-ahead': '3600000',
    contract: JSON.stringify(CONTRACT),
    start: 'trim-horizon',
  },
  origin,
};

const POPULARITY = {
  titleId: 'STRING',
  windowStart: 'TIMESTAMP_LTZ(3)',
  windowEnd: 'TIMESTAMP_LTZ(3)',
  plays: 'BIGINT',
  viewers: 'BIGINT',
  watchedSeconds: 'DOUBLE',
};

const LETTER = {
  id: 'STRING',
  pipeline: 'STRING',
  stage: 'STRING',
  reason: 'STRING',
  detail: 'STRING',
  source: 'ROW<`name` STRING, `shard` STRING, `sequence` STRING>',
  eventTime: 'TIMESTAMP_LTZ(3)',
  arrivalTime: 'TIMESTAMP_LTZ(3)',
  record: 'STRING',
  encoding: 'STRING',
};

const letters = (stage: string, reason: string, detail: string, eventTime: string, from: string): string => `SELECT
  PIPECTL_LETTER_ID((\`$origin\`).\`source\`, (\`$origin\`).\`shard\`, (\`$origin\`).\`sequence\`, '${stage}', ${reason}, CAST(NULL AS STRING)),
  'title-popularity', '${stage}', ${reason}, ${detail},
  CAST(ROW((\`$origin\`).\`source\`, (\`$origin\`).\`shard\`, (\`$origin\`).\`sequence\`) AS ROW<\`name\` STRING, \`shard\` STRING, \`sequence\` STRING>),
  ${eventTime}, (\`$origin\`).\`arrivalTime\`, (\`$origin\`).\`record\`, (\`$origin\`).\`encoding\`
FROM ${from}`;

const statements: Statement[] = [
  source,
  sink('playback-raw', PLAYBACK, { connector: 'pipectl-firehose', 'delivery-stream': '${playback-raw}' }),
  sink('title-popularity', POPULARITY, { connector: 'pipectl-dynamodb', table: '${title-popularity}' }, [
    'titleId',
    'windowStart',
  ]),
  sink(
    'title-totals',
    { titleId: 'STRING', plays: 'BIGINT' },
    { connector: 'pipectl-dynamodb', table: '${title-totals}' },
    ['titleId'],
  ),
  sink('dead-letters', LETTER, { connector: 'pipectl-dead-letters', target: '${dead-letters}' }),
  view(
    'playback',
    "SELECT `userId`, `titleId`, `kind`, `watchedSeconds`, `at`, `$time`, `$origin`\nFROM `source.playback`\nWHERE PIPECTL_ACCEPTED('playback', `$time`)",
  ),
  view('playback.faults', "SELECT `$origin`\nFROM `source.playback`\nWHERE PIPECTL_FAULTY('playback', `$time`)"),
  view(
    'popularity.filter',
    "SELECT *\nFROM `playback`\nWHERE PIPECTL_FILTER('popularity.filter', `kind` = 'play' OR `kind` = 'stop')",
  ),
  view(
    'popularity.on_time',
    "SELECT `titleId`, `kind`, `userId`, `watchedSeconds`, `$time`\nFROM `popularity.filter`\nWHERE PIPECTL_ON_TIME('popularity', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0)",
  ),
  view(
    'popularity',
    `SELECT
  \`titleId\`,
  CAST(\`window_start\` AS TIMESTAMP_LTZ(3)) AS \`windowStart\`,
  CAST(\`window_end\` AS TIMESTAMP_LTZ(3)) AS \`windowEnd\`,
  COUNT(*) FILTER (WHERE \`kind\` = 'play') AS \`plays\`,
  COUNT(DISTINCT \`userId\`) AS \`viewers\`,
  SUM(\`watchedSeconds\`) AS \`watchedSeconds\`,
  \`window_time\` AS \`$time\`
FROM TABLE(TUMBLE(TABLE \`popularity.on_time\`, DESCRIPTOR(\`$time\`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY \`titleId\`, \`window_start\`, \`window_end\`, \`window_time\`
HAVING PIPECTL_PASSED('popularity', 'out', COUNT(*))`,
  ),
  view(
    'totals',
    "SELECT `titleId`, COUNT(*) AS `plays`\nFROM `playback`\nWHERE PIPECTL_PASSED('totals', 'in')\nGROUP BY `titleId`",
  ),
  insert('playback-raw', Object.keys(PLAYBACK), `SELECT ${quoted(Object.keys(PLAYBACK))} FROM \`playback\``),
  insert('title-popularity', Object.keys(POPULARITY), `SELECT ${quoted(Object.keys(POPULARITY))} FROM \`popularity\``),
  insert('title-totals', ['titleId', 'plays'], 'SELECT `titleId`, `plays` FROM `totals`'),
  insert(
    'dead-letters',
    Object.keys(LETTER),
    [
      letters(
        'playback',
        '(`$origin`).`reason`',
        '(`$origin`).`detail`',
        'CAST(NULL AS TIMESTAMP_LTZ(3))',
        '`playback.faults`',
      ),
      letters(
        'popularity',
        "'late'",
        "'every window of this record had closed'",
        '`$time`',
        "`popularity.filter`\nWHERE PIPECTL_LATE('popularity', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0)",
      ),
    ].join('\nUNION ALL\n'),
  ),
];

export const popularityBundle: Bundle = {
  format: 1,
  flink: '2.2',
  pipeline: 'title-popularity',
  settings: {
    'execution.runtime-mode': 'STREAMING',
    'pipeline.max-parallelism': '720',
    'pipeline.object-reuse': 'true',
    'table.local-time-zone': 'UTC',
    'table.optimizer.reuse-optimize-block-with-digest-enabled': 'true',
    'table.plan.compile.catalog-objects': 'SCHEMA',
  },
  functions: ['ACCEPTED', 'FAULTY', 'FILTER', 'LATE', 'ON_TIME', 'PASSED', 'LETTER_ID'].map((name) => ({
    name: `PIPECTL_${name}`,
    class: `dev.pipectl.functions.${name.replace(/_?([A-Z])([A-Z]*)/g, (_, first: string, rest: string) => first + rest.toLowerCase())}`,
  })),
  placeholders: ['playback', 'playback-raw', 'title-popularity', 'title-totals', 'dead-letters'].map((name) => ({
    name,
    kind: 'resource',
  })),
  statements,
  ledger: [
    { stage: 'playback', kind: 'source', from: [] },
    { stage: 'popularity.filter', kind: 'filter', from: ['playback'] },
    { stage: 'popularity', kind: 'window', from: ['popularity.filter'] },
    { stage: 'totals', kind: 'continuous', from: ['playback'] },
    { stage: 'playback-raw', kind: 'output', from: ['playback'] },
    { stage: 'title-popularity', kind: 'output', from: ['popularity'] },
    { stage: 'title-totals', kind: 'output', from: [] },
    { stage: 'dead-letters', kind: 'output', from: [] },
  ],
  // Written by hand, as its SQL is: nothing that runs looks at it.
  description: { stages: [], outputs: [], deadLetters: { target: 'dead-letters', rejectRate: null } },
};

/** Where a statement stands in the bundle. */
export const indexOf = (kind: Statement['kind'], name: string): number =>
  statements.findIndex((statement) => statement.kind === kind && statement.name === name);

/** The bundle with another SQL for one of its queries. */
export const withSql = (kind: 'view' | 'insert', name: string, sql: string): Bundle => ({
  ...popularityBundle,
  statements: statements.map((statement, index) =>
    index === indexOf(kind, name) && statement.kind !== 'table' ? { ...statement, sql } : statement,
  ),
});
