/**
 * A few of the edits that `npm run state` tries, so that a verdict that has become wrong is seen at once: what Flink does
 * with a real savepoint is compared with what the verdict says of it.
 */
import { beforeAll, expect, test } from '@jest/globals';
import { proveOnSample } from '../../local/prove-restore.js';
import { sharedFlink } from '../support/compile-case.js';
import { compiledText, scratch } from '../support/following.js';
import { before, edited, judgePair, type Before } from './harness/judge-pair.js';
import { HEAD } from './pairs/pair.js';
import { tumble } from './pairs/tumble.js';

let started: Before;
beforeAll(async () => {
  started = await before(tumble);
});

test.each([
  ['a map appended to the chain', 'restores', ['source kept', 'window kept']],
  ['what a sum adds up', 'restores', ['source kept', 'window kept in part']],
  ['window size', 'refuses', ['source kept', 'window lost']],
  ['another stream', 'refuses', ['source new', 'window kept in part', 'source lost']],
])(
  '%s',
  async (edit, flink, fates) => {
    const pair = tumble.pairs.find((each) => each.edit === edit);
    if (!pair) throw new Error(`no edit '${edit}'`);
    const { verdict, truth, wrong } = await judgePair(started, pair);
    expect(wrong).toEqual([]);
    expect(truth.refused === null ? 'restores' : 'refuses').toBe(flink);
    expect(verdict.operators.map(({ role, fate }) => `${role} ${fate}`)).toEqual(fates);
  },
  400_000,
);

test('a proof on a sample says what a version really loads', async () => {
  const pair = tumble.pairs.find(({ edit }) => edit === 'window size');
  const after = await compiledText(pair ? edited(HEAD + tumble.text, pair) : '');
  const proof = await proveOnSample(await sharedFlink(), {
    before: started.compiled,
    after,
    inputs: { plays: [started.stopped.inputs.whole] },
    directory: scratch(),
  });
  expect(proof.refused).toContain('Cannot map checkpoint/savepoint state');
  expect(proof.failed).toBeNull();
  const [gone, added, ...both] = [
    proof.operators.find(({ bytesAfter }) => bytesAfter === null),
    proof.operators.find(({ bytesBefore }) => bytesBefore === null),
    ...proof.operators.filter(({ bytesBefore, bytesAfter }) => bytesBefore !== null && bytesAfter !== null),
  ];
  const [source, ...others] = both;
  expect([gone, added, source, ...others].map((each) => each?.uid.replace(/\.[0-9a-f]{8}_.*/, ''))).toEqual([
    'perDevice-window',
    'perDevice-window',
    'plays-source',
  ]);
  expect(source?.bytesBefore).toBeGreaterThan(0);
  expect(source?.bytesAfter).toBe(source?.bytesBefore);
  // What is open in the windows of before is more than nothing.
  expect(gone?.bytesBefore).toBeGreaterThan(added?.bytesAfter ?? 0);
});
