/** Every operator has a name of its own, made from the author's stages; released names are pinned in `uids/`. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { compiledCase, repository, testSources } from '../support/compile-case.js';
import { compiledText } from '../support/following.js';
import '../support/golden.js';
import { statefulUids, uidsOf } from '../support/uids.js';

const PINNED: readonly [string, string][] = [
  ['title-popularity', join(repository, 'pipelines', 'title-popularity')],
  ...[
    'window/cascaded',
    'window/session',
    'window/cumulate',
    'continuous/filtered-and-mapped',
    'aggregate/extremes',
    'sink/every-sink',
    'stages/one-chain',
  ].map((name): [string, string] => [name.replace('/', '-'), testSources('golden', name)]),
];

// A pinned name that changes takes the state of every deployed pipeline with it: -u is no answer here.
test.each(PINNED)('%s has the uids it was released with, each once', async (name, folder) => {
  const { plan } = await compiledCase(join(folder, 'pipeline.ts'));
  const uids = uidsOf(plan);
  for (const uid of uids) expect(uid).toMatch(/^[\w.$-]+-[a-z-]+\.[0-9a-f]{8}(\.\d+)?_<transformation>$/);
  expect(new Set(uids).size).toBe(uids.length);
  expect(`${uids.join('\n')}\n`).toMatchGoldenFile(testSources('plan', 'uids', `${name}.txt`));
});

const HEAD = `
import { count, dynamodb, firehose, kinesis, minutes, pipeline, seconds, sum, tumble } from 'pipectl';
interface Play { user: string; title: string; seconds: number; at: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });
const perTitle = plays.keyBy(e => ({ title: e.title })).window(tumble(minutes(1))).aggregate({ plays: count(), seconds: sum(e => e.seconds) });
const totals = plays.keyBy(e => ({ user: e.user })).aggregate({ plays: count() }, { retain: 'forever' });
`;
const TITLES = `perTitle.to(firehose({ deliveryStream: 'titles' }))`;
const TOTALS = `totals.to(dynamodb({ table: 'totals-per-user', partitionKey: 'user' }))`;
const pipeline = (...outputs: string[]): string => `export default pipeline('edits', [${outputs.join(', ')}]);`;

test('unrelated edits leave the names of what keeps state', async () => {
  const before = statefulUids((await compiledText(HEAD + pipeline(TITLES, TOTALS))).plan);
  const edited = await compiledText(
    `${HEAD}${pipeline(
      `plays.filter(e => e.seconds > 1).to(firehose({ deliveryStream: 'first-of-all' }))`,
      TOTALS,
      TITLES,
      `perTitle.map(r => ({ title: r.title, plays: r.plays })).to(firehose({ deliveryStream: 'titles-only' }))`,
    )}`,
  );
  expect(statefulUids(edited.plan)).toEqual(expect.arrayContaining(before));
});

test('an incompatible edit renames exactly its own operator', async () => {
  const before = statefulUids((await compiledText(HEAD + pipeline(TITLES, TOTALS))).plan);
  const edited = await compiledText(HEAD.replace('minutes(1)', 'minutes(2)') + pipeline(TITLES, TOTALS));
  const after = statefulUids(edited.plan);
  const gone = before.filter((uid) => !after.includes(uid));
  expect(gone).toEqual([expect.stringMatching(/^perTitle-window\./)]);
});
