/** Stages behind stages: what is lost above is missing below. */
import type { Base } from './pair.js';

const INNER = 'const perMinute = plays.keyBy(e => ({ user: e.user })).window(tumble(minutes(1)))';
const OUTER = 'const perThree = perMinute.keyBy(r => ({ user: r.user })).window(tumble(minutes(3)))';
const BOTH = `perMinute.to(firehose({ deliveryStream: 'per-minute' })),`;

export const cascade: Base = {
  name: 'cascade',
  text: `
${INNER}.aggregate({ plays: count(), seconds: sum(e => e.seconds) });
${OUTER}.aggregate({ plays: sum(r => r.plays), minutes: count() });
export default pipeline('state', [
  ${BOTH}
  perThree.to(firehose({ deliveryStream: 'per-three' })),
]);
`,
  pairs: [
    { edit: 'an output first', changes: [[BOTH, `plays.to(firehose({ deliveryStream: 'raw' })), ${BOTH}`]] },
    { edit: 'the size of the inner window', changes: [[INNER, INNER.replace('minutes(1)', 'seconds(30)')]] },
    { edit: 'the size of the outer window', changes: [[OUTER, OUTER.replace('minutes(3)', 'minutes(6)')]] },
    {
      edit: 'a filter between',
      changes: [[OUTER, OUTER.replace('perMinute.keyBy', 'perMinute.filter(r => r.plays > 30n).keyBy')]],
    },
    {
      edit: 'the inner stage renamed',
      changes: [
        [INNER, INNER.replace('perMinute', 'inner')],
        [OUTER, OUTER.replace('perMinute', 'inner')],
        [BOTH, BOTH.replace('perMinute', 'inner')],
      ],
    },
    {
      edit: 'the inner aggregate is a sum of something else',
      changes: [['seconds: sum(e => e.seconds)', 'seconds: sum(e => e.seconds * 2)']],
    },
    { edit: 'the inner output is gone', changes: [[`  ${BOTH}\n`, '']] },
  ],
};

const ENRICHED = `const named = slim.enrich(titles, { on: e => ({ title: e.title }), columns: ['genre'] });`;

export const lookups: Base = {
  name: 'lookups',
  text: `
interface Title { title: string; genre: string; year?: number }
const titles = dynamodbTable<Title>({ table: 'titles', partitionKey: 'title' });
const slim = plays.map(e => ({ id: e.id, title: e.title, seconds: e.seconds }));
${ENRICHED}
const perGenre = named.keyBy(e => ({ genre: e.genre ?? 'unknown' })).window(tumble(minutes(1))).aggregate({ plays: count() });
export default pipeline('state', [
  named.to(firehose({ deliveryStream: 'named-plays' })),
  perGenre.to(firehose({ deliveryStream: 'per-genre' })),
]);
`,
  pairs: [
    {
      edit: 'an output first',
      changes: [[`  named.to(`, `  plays.to(firehose({ deliveryStream: 'raw' })), named.to(`]],
    },
    { edit: 'another column of the item', changes: [[`columns: ['genre']`, `columns: ['genre', 'year']`]] },
    { edit: 'a larger cache', changes: [[`columns: ['genre']`, `columns: ['genre'], cache: { rows: 20 }`]] },
    {
      edit: 'rows without an item are dropped',
      changes: [[`columns: ['genre']`, `columns: ['genre'], onMissing: 'drop'`]],
    },
    {
      edit: 'another key of the item',
      changes: [['on: e => ({ title: e.title })', `on: e => ({ title: e.title + '!' })`]],
    },
    {
      edit: 'a field that nobody used',
      changes: [['title: string; device', 'title: string; country?: string; device']],
    },
    {
      edit: 'the lookup is taken out of the window',
      changes: [[`named.keyBy(e => ({ genre: e.genre ?? 'unknown' }))`, 'plays.keyBy(e => ({ genre: e.title }))']],
    },
  ],
};

export const extremes: Base = {
  name: 'extremes',
  text: `
const best = plays.keyBy(e => ({ user: e.user })).window(tumble(minutes(2)))
  .aggregate({ low: min(e => e.seconds), top: max(e => e.seconds), one: first(e => e.title), last: latest(e => e.title), mean: avg(e => e.seconds) });
const ever = plays.keyBy(e => ({ user: e.user }))
  .aggregate({ top: max(e => e.seconds), last: latest(e => e.title) }, { retain: 'forever' });
export default pipeline('state', [
  best.to(firehose({ deliveryStream: 'best' })),
  ever.to(dynamodb({ table: 'ever', partitionKey: 'user' })),
]);
`,
  pairs: [
    { edit: 'an output first', changes: [[`  best.to(`, `  plays.to(firehose({ deliveryStream: 'raw' })), best.to(`]] },
    { edit: 'min becomes first', changes: [['low: min', 'low: first']] },
    {
      edit: 'first and latest exchanged',
      changes: [
        ['one: first', 'one: latest'],
        ['last: latest(e => e.title), mean', 'last: first(e => e.title), mean'],
      ],
    },
    { edit: 'latest of another type', changes: [['last: latest(e => e.title) }', 'last: latest(e => e.seconds) }']] },
    {
      edit: 'latest of something else',
      changes: [['last: latest(e => e.title) }', 'last: latest(e => e.title + e.user) }']],
    },
    { edit: 'average of another value', changes: [['mean: avg(e => e.seconds)', 'mean: avg(e => e.seconds / 60)']] },
  ],
};

export const sources: Base = {
  name: 'two sources',
  text: `
const replays = kinesis<Play>({ stream: 'replays', time: e => e.at, outOfOrder: seconds(5) });
const watched = plays.keyBy(e => ({ user: e.user })).window(tumble(minutes(1))).aggregate({ plays: count() });
const again = replays.filter(e => e.seconds > 30).keyBy(e => ({ user: e.user })).window(tumble(minutes(1))).aggregate({ replays: count() });
export default pipeline('state', [
  watched.to(firehose({ deliveryStream: 'watched' })),
  again.to(firehose({ deliveryStream: 'again' })),
]);
`,
  pairs: [
    {
      edit: 'the outputs swapped',
      changes: [
        ['  watched.to(', '  again.to('],
        [`  again.to(firehose({ deliveryStream: 'again' }))`, `  watched.to(firehose({ deliveryStream: 'watched' }))`],
        [`  again.to(firehose({ deliveryStream: 'watched' }))`, `  again.to(firehose({ deliveryStream: 'again' }))`],
      ],
    },
    {
      edit: 'one source and its stage are gone',
      changes: [[`  again.to(firehose({ deliveryStream: 'again' })),\n`, '']],
    },
    { edit: 'a stage is fed by the other source', changes: [['again = replays', 'again = plays']] },
    {
      edit: 'a third source',
      changes: [
        [
          'const watched',
          `const trailers = kinesis<Play>({ stream: 'trailers', time: e => e.at, outOfOrder: seconds(5) });\nconst watched`,
        ],
        ['  watched.to(', `  trailers.to(firehose({ deliveryStream: 'trailers-raw' })), watched.to(`],
      ],
    },
  ],
};
