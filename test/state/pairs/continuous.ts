/** Two continuous aggregates that differ only in a constant: the pair whose state Flink's own names would swap. */
import type { Base } from './pair.js';

const SHORT = `short.to(dynamodb({ table: 'short-plays', partitionKey: 'user' })),`;
const LONG = `long.to(dynamodb({ table: 'long-plays', partitionKey: 'user' })),`;
const SHORT_STAGE = 'const short = plays.filter(e => e.seconds < 100)';
const LONG_STAGE = 'const long = plays.filter(e => e.seconds >= 100)';
const LONG_KEYED = `${LONG_STAGE}.keyBy(e => ({ user: e.user }))`;
const SHORT_AGGREGATES = `{ plays: count(), seconds: sum(e => e.seconds) }, { retain: 'forever' }`;
const LONG_AGGREGATES = '{ plays: count(), seconds: sum(e => e.seconds) }, { retain: days(2) }';
const RAW = `plays.to(firehose({ deliveryStream: 'raw' })),`;

export const continuous: Base = {
  name: 'continuous',
  text: `
${SHORT_STAGE}.keyBy(e => ({ user: e.user }))
  .aggregate(${SHORT_AGGREGATES});
${LONG_KEYED}
  .aggregate(${LONG_AGGREGATES});
export default pipeline('state', [
  ${SHORT}
  ${LONG}
]);
`,
  pairs: [
    { edit: 'the two outputs swapped', changes: [[`${SHORT}\n  ${LONG}`, `${LONG}\n  ${SHORT}`]] },
    { edit: 'an output first and the two swapped', changes: [[`${SHORT}\n  ${LONG}`, `${RAW} ${LONG}\n  ${SHORT}`]] },
    { edit: 'a threshold', changes: [['e.seconds < 100', 'e.seconds < 120']] },
    {
      edit: 'a filter behind',
      changes: [
        [SHORT, `short.filter(r => r.plays > 2n).to(dynamodb({ table: 'short-plays', partitionKey: 'user' })),`],
      ],
    },
    {
      edit: 'an aggregate appended',
      changes: [[SHORT_AGGREGATES, SHORT_AGGREGATES.replace(' }, {', ', top: max(e => e.seconds) }, {')]],
    },
    {
      edit: 'a key that may be null',
      changes: [
        [LONG_KEYED, `${LONG_STAGE}.keyBy(e => ({ user: e.user === 'nobody' ? null : e.user }))`],
        [LONG, `long.to(opensearch({ index: 'long-plays', id: r => r.user ?? '' })),`],
      ],
    },
    {
      edit: 'remembered for a time instead of for ever',
      changes: [[SHORT_AGGREGATES, SHORT_AGGREGATES.replace(`'forever'`, 'days(7)')]],
    },
    {
      edit: 'remembered for ever instead of for a time',
      changes: [[LONG_AGGREGATES, LONG_AGGREGATES.replace('days(2)', `'forever'`)]],
    },
    { edit: 'remembered for longer', changes: [['days(2)', 'days(4)']] },
    { edit: 'remembered for less', changes: [['days(2)', 'hours(5)']] },
    { edit: 'one of the two removed', changes: [[`  ${LONG}\n`, '']] },
    {
      edit: 'the names of the two swapped',
      changes: [
        [SHORT_STAGE, 'const short = plays.filter(e => e.seconds >= 100)'],
        [LONG_STAGE, 'const long = plays.filter(e => e.seconds < 100)'],
      ],
    },
    {
      edit: 'an aggregate that nobody reads any more',
      changes: [
        [
          SHORT,
          `short.map(r => ({ user: r.user, plays: r.plays })).to(dynamodb({ table: 'short-plays', partitionKey: 'user' })),`,
        ],
      ],
    },
    {
      edit: 'continuous to windowed',
      changes: [
        [LONG_AGGREGATES, LONG_AGGREGATES.replace(', { retain: days(2) }', '')],
        [LONG_KEYED, `${LONG_KEYED}.window(tumble(minutes(1)))`],
        [LONG, `long.to(firehose({ deliveryStream: 'long-plays' })),`],
      ],
    },
    {
      edit: 'two: a threshold and an output',
      changes: [
        ['e.seconds < 100', 'e.seconds < 120'],
        [SHORT, `${RAW} ${SHORT}`],
      ],
    },
    {
      edit: 'a third aggregate is added',
      changes: [
        [
          SHORT_STAGE,
          `const all = plays.keyBy(e => ({ user: e.user })).aggregate({ all: count() }, { retain: 'forever' });\n${SHORT_STAGE}`,
        ],
        [SHORT, `${SHORT} all.to(dynamodb({ table: 'all-plays', partitionKey: 'user' })),`],
      ],
    },
  ],
};
