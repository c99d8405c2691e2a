/** A windowed count, sum and distinct count: every kind of edit once, and several at once. */
import type { Base } from './pair.js';

const WINDOW = 'window(tumble(minutes(1)))';
const KEY = '{ user: e.user, device: e.device }';
const AGGREGATES = 'plays: count(), seconds: sum(e => e.seconds), titles: countDistinct(e => e.title)';
const OUTPUT = `perDevice.to(firehose({ deliveryStream: 'per-device' })),`;
const RAW = `plays.to(firehose({ deliveryStream: 'raw' })),`;
const END = `.aggregate({ ${AGGREGATES} });`;
const SOURCE = `const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });`;
const source = (options: string, more = ''): readonly [string, string] => [
  SOURCE,
  `const plays = kinesis<Play>({ ${options} })${more};`,
];

export const tumble: Base = {
  name: 'tumble',
  text: `
const perDevice = plays.keyBy(e => (${KEY})).${WINDOW}${END}
export default pipeline('state', [
  ${OUTPUT}
]);
`,
  pairs: [
    { edit: 'nothing', changes: [] },
    { edit: 'an output is added first', changes: [[OUTPUT, `${RAW} ${OUTPUT}`]] },
    {
      edit: 'a second output of the window',
      changes: [[OUTPUT, `${OUTPUT} perDevice.to(kinesisStream({ stream: 'copies', partitionKey: r => r.user })),`]],
    },
    {
      edit: 'columns renamed behind the window',
      changes: [
        [
          OUTPUT,
          `perDevice.map(r => ({ user: r.user, device: r.device, windowEnd: r.windowEnd, n: r.plays, s: r.seconds, t: r.titles })).to(firehose({ deliveryStream: 'per-device' })),`,
        ],
      ],
    },
    {
      edit: 'a filter behind the window',
      changes: [[OUTPUT, `perDevice.filter(r => r.plays > 3n).to(firehose({ deliveryStream: 'per-device' })),`]],
    },
    {
      edit: 'a map appended to the chain',
      changes: [[END, `.aggregate({ ${AGGREGATES} }).map(r => ({ ...r, slot: r.user + '!' }));`]],
    },
    {
      edit: 'a filter appended to the chain',
      changes: [[END, `.aggregate({ ${AGGREGATES} }).filter(r => r.user !== 'user-9');`]],
    },
    {
      edit: 'a map between source and window that changes no value',
      changes: [
        [
          'const perDevice = plays',
          `const slim = plays.map(e => ({ user: e.user, device: e.device, seconds: e.seconds, title: e.title }));\nconst perDevice = slim`,
        ],
      ],
    },
    {
      edit: 'a filter before the window',
      changes: [['const perDevice = plays', 'const perDevice = plays.filter(e => e.seconds >= 50)']],
    },
    { edit: 'window size', changes: [[WINDOW, 'window(tumble(minutes(2)))']] },
    { edit: 'window offset', changes: [[WINDOW, 'window(tumble(minutes(1), { offset: seconds(30) }))']] },
    { edit: 'tumble to hop', changes: [[WINDOW, 'window(hop(minutes(1), { every: seconds(30) }))']] },
    { edit: 'tumble to cumulate', changes: [[WINDOW, 'window(cumulate(minutes(1), { step: seconds(30) }))']] },
    { edit: 'tumble to session', changes: [[WINDOW, 'window(session({ gap: minutes(1) }))']] },
    {
      edit: 'window to continuous',
      changes: [
        [`.${WINDOW}`, ''],
        [`{ ${AGGREGATES} });`, `{ ${AGGREGATES} }, { retain: 'forever' });`],
        [OUTPUT, `perDevice.to(opensearch({ index: 'per-device', id: r => r.user + (r.device ?? '') })),`],
      ],
    },
    {
      edit: 'an aggregate appended',
      changes: [[AGGREGATES, `${AGGREGATES}, top: max(e => e.seconds)`]],
    },
    {
      edit: 'an aggregate removed',
      changes: [[AGGREGATES, 'plays: count(), seconds: sum(e => e.seconds)']],
    },
    {
      edit: 'aggregates in another order',
      changes: [[AGGREGATES, 'titles: countDistinct(e => e.title), seconds: sum(e => e.seconds), plays: count()']],
    },
    { edit: 'an aggregate renamed', changes: [['seconds: sum', 'watched: sum']] },
    { edit: 'sum becomes max', changes: [['seconds: sum', 'seconds: max']] },
    { edit: 'a count gets a condition', changes: [['plays: count()', 'plays: count(e => e.seconds > 50)']] },
    {
      edit: 'a distinct count becomes a count',
      changes: [['countDistinct(e => e.title)', 'count(e => e.title !== "")']],
    },
    { edit: 'what a sum adds up', changes: [['sum(e => e.seconds)', 'sum(e => e.seconds * 1000)']] },
    {
      edit: 'what is counted as distinct',
      changes: [['countDistinct(e => e.title)', 'countDistinct(e => e.title + e.user)']],
    },
    { edit: 'a key added', changes: [[KEY, '{ user: e.user, device: e.device, title: e.title }']] },
    { edit: 'a key removed', changes: [[KEY, '{ user: e.user }']] },
    { edit: 'a key renamed', changes: [[KEY, '{ user: e.user, screen: e.device }']] },
    { edit: 'keys in another order', changes: [[KEY, '{ device: e.device, user: e.user }']] },
    { edit: 'a key that can not be null any more', changes: [[KEY, `{ user: e.user, device: e.device ?? 'none' }`]] },
    { edit: 'a key of another type', changes: [[KEY, '{ user: e.user, device: e.seconds > 100 ? 1 : 0 }']] },
    {
      edit: 'a key computed otherwise',
      changes: [[KEY, `{ user: e.user, device: e.device === 'tv' ? 'TV' : e.device }`]],
    },
    {
      edit: 'the stage renamed',
      changes: [
        ['const perDevice', 'const perScreen'],
        [OUTPUT, OUTPUT.replace('perDevice', 'perScreen')],
      ],
    },
    {
      edit: 'the stage renamed, and its name kept',
      changes: [
        ['const perDevice', 'const perScreen'],
        [END, `.aggregate({ ${AGGREGATES} }).named('perDevice');`],
        [OUTPUT, OUTPUT.replace('perDevice', 'perScreen')],
      ],
    },
    { edit: 'the stage removed', changes: [[OUTPUT, RAW]] },
    { edit: 'the pipeline renamed', changes: [[`pipeline('state'`, `pipeline('statistics'`]] },
    { edit: 'another delivery stream', changes: [[`'per-device'`, `'per-screen'`]] },
    {
      edit: 'the output renamed',
      changes: [[OUTPUT, `perDevice.to(firehose({ deliveryStream: 'per-device' })).named('devices'),`]],
    },
    {
      edit: 'another kind of sink',
      changes: [
        [
          `firehose({ deliveryStream: 'per-device' })`,
          `kinesisStream({ stream: 'per-device', partitionKey: r => r.user })`,
        ],
      ],
    },
    { edit: 'more out of order', changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(20)`)] },
    { edit: 'less out of order', changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(3)`)] },
    {
      edit: 'idle shards',
      changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(5), idleAfter: minutes(1)`)],
    },
    {
      edit: 'another start',
      changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(5), start: 'latest'`)],
    },
    {
      edit: 'events further ahead',
      changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(5), maxAhead: hours(2)`)],
    },
    {
      edit: 'a rule for records',
      changes: [
        source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(5), rules: { long: e => e.seconds >= 50 }`),
      ],
    },
    {
      edit: 'another event time',
      changes: [source(`stream: 'plays', time: e => e.seen, outOfOrder: seconds(5)`)],
    },
    { edit: 'a field nobody uses', changes: [['title: string;', 'title: string; country?: string;']] },
    { edit: 'a field nobody uses is gone', changes: [['interface Play { id: number;', 'interface Play {']] },
    { edit: 'a field that may be missing', changes: [['seconds: number;', 'seconds?: number;']] },
    {
      edit: 'another stream',
      changes: [source(`stream: 'plays-2', time: e => e.at, outOfOrder: seconds(5)`)],
    },
    {
      edit: 'another stream under the same name',
      changes: [source(`stream: 'plays-2', time: e => e.at, outOfOrder: seconds(5)`, `.named('plays')`)],
    },
    {
      edit: 'the source renamed',
      changes: [source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(5)`, `.named('watched')`)],
    },
    { edit: 'the environment binds another stream', changes: [], rebound: true },
    { edit: 'more parallelism', changes: [], parallelism: 2 },
    {
      edit: 'another checkpoint interval',
      changes: [[`${OUTPUT}\n]`, `${OUTPUT}\n], { checkpointEvery: seconds(30) }`]],
    },
    { edit: 'another dead-letter queue', changes: [[`${OUTPUT}\n]`, `${OUTPUT}\n], { deadLetters: 'elsewhere' }`]] },
    { edit: 'a reject rate', changes: [[`${OUTPUT}\n]`, `${OUTPUT}\n], { rejectRate: 0.5 }`]] },
    { edit: 'another max parallelism', changes: [], settings: { 'pipeline.max-parallelism': '360' } },
    {
      edit: 'two: an aggregate appended and a filter behind',
      changes: [
        [AGGREGATES, `${AGGREGATES}, top: max(e => e.seconds)`],
        [OUTPUT, `perDevice.filter(r => r.plays > 1n).to(firehose({ deliveryStream: 'per-device' })),`],
      ],
    },
    {
      edit: 'two: aggregates in another order and an output first',
      changes: [
        [AGGREGATES, 'titles: countDistinct(e => e.title), plays: count(), seconds: sum(e => e.seconds)'],
        [OUTPUT, `${RAW} ${OUTPUT}`],
      ],
    },
    {
      edit: 'two: more out of order and a map behind',
      changes: [
        source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(10)`),
        [
          OUTPUT,
          `perDevice.map(r => ({ ...r, double: r.plays * 2n })).to(firehose({ deliveryStream: 'per-device' })),`,
        ],
      ],
    },
    {
      edit: 'two: window size and stage name',
      changes: [
        [WINDOW, 'window(tumble(minutes(2)))'],
        ['const perDevice', 'const perScreen'],
        [OUTPUT, OUTPUT.replace('perDevice', 'perScreen')],
      ],
    },
    {
      edit: 'two: a sum and a filter before',
      changes: [
        ['sum(e => e.seconds)', 'sum(e => e.seconds + 1)'],
        ['const perDevice = plays', 'const perDevice = plays.filter(e => e.seconds >= 50)'],
      ],
    },
    {
      edit: 'two: another stream and another delivery stream',
      changes: [source(`stream: 'plays-2', time: e => e.at, outOfOrder: seconds(5)`), [`'per-device'`, `'per-screen'`]],
    },
    {
      edit: 'three: a field, a delay and a sink',
      changes: [
        ['title: string;', 'title: string; country?: string;'],
        source(`stream: 'plays', time: e => e.at, outOfOrder: seconds(8)`),
        [`'per-device'`, `'per-screen'`],
      ],
    },
  ],
};
