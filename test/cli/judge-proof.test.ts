/** What a proof has found, against each fate of the verdict. */
import { expect, test } from '@jest/globals';
import { judgeProof, type ProvenOperator } from '../../cli/diff/judge-proof.js';
import type { Fate, StateVerdict } from '../../deploy/state/verdict.js';
import type { RestoreProof } from '../../local/prove-restore.js';

const UID = 'perTitle-window.97d85441';

const verdict = (fate: Fate, needsAllowNonRestored = false): StateVerdict => ({
  operators: [{ stage: 'perTitle', role: 'window', uid: UID, fate, reason: 'It is so.', origin: null }],
  lost: [],
  needsAllowNonRestored,
  restorable: true,
});

const proof = (bytesBefore: number | null, bytesAfter: number | null, refused: string | null = null): RestoreProof => ({
  refused,
  failed: null,
  operators:
    bytesBefore === null && bytesAfter === null ? [] : [{ uid: `${UID}_global-window`, bytesBefore, bytesAfter }],
});

const LOADED = proof(100, 90);
const LEFT = proof(100, null);
const BEGAN = proof(null, 8);
const NOTHING = proof(null, null);

test.each<[Fate, RestoreProof, ProvenOperator['found'], boolean | null]>([
  ['kept', LOADED, 'loaded', true],
  ['kept', LEFT, 'left behind', false],
  ['kept', NOTHING, 'without state', null],
  ['kept in part', LOADED, 'loaded', true],
  ['lost', LOADED, 'loaded', false],
  ['lost', LEFT, 'left behind', true],
  ['lost', NOTHING, 'without state', null],
  ['new', BEGAN, 'began empty', true],
  ['new', LOADED, 'loaded', false],
  ['unknown', LOADED, 'loaded', null],
])('%s', (fate, found, what, agrees) => {
  const judged = judgeProof(verdict(fate), found, new Set());
  expect(judged.operators).toMatchObject([{ stage: 'perTitle', fate, found: what, agrees }]);
  expect(judged.agrees).toBe(agrees !== false);
  expect(judged.disagreeing).toEqual(agrees === false ? ['perTitle'] : []);
});

test('what stands in the place of what is lost is no disagreement', () => {
  const successor = { uid: 'perTitle-window.00000001_global-window', bytesBefore: null, bytesAfter: 8 };
  expect(judgeProof(verdict('lost'), { ...LEFT, operators: [...LEFT.operators, successor] }, new Set()).agrees).toBe(
    true,
  );
});

test('what an environment takes away is not shown on files', () => {
  expect(judgeProof(verdict('lost'), LOADED, new Set([UID])).operators).toMatchObject([{ agrees: null }]);
});

test('a refusal that the verdict does not expect is a disagreement', () => {
  const refused = proof(100, 90, 'Cannot map checkpoint/savepoint state');
  expect(judgeProof(verdict('kept'), refused, new Set()).agrees).toBe(false);
  expect(judgeProof(verdict('kept', true), refused, new Set())).toMatchObject({ agrees: true, taken: false });
});

test('so are a version that does not go on, and state that the verdict does not know', () => {
  expect(judgeProof(verdict('kept'), { ...LOADED, failed: 'no', operators: [] }, new Set()).agrees).toBe(false);
  const more = { ...LOADED, operators: [...LOADED.operators, { uid: 'odd-join.1_x', bytesBefore: 1, bytesAfter: 1 }] };
  expect(judgeProof(verdict('kept'), more, new Set())).toMatchObject({ agrees: false, disagreeing: ['odd-join.1_x'] });
});
