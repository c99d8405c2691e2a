/** The books, on counts worked out by hand; and that no single count can be wrong without being seen. */
import { expect, test } from '@jest/globals';
import type { LedgerStage } from '../../compiler/ir/bundle.js';
import { balance } from '../../local/ledger.js';

const stages: LedgerStage[] = [
  { stage: 'playback', kind: 'source', from: [] },
  { stage: 'titles', kind: 'source', from: [] },
  { stage: 'plays', kind: 'filter', from: ['playback'] },
  { stage: 'popularity', kind: 'window', from: ['plays', 'titles'] },
  { stage: 'totals', kind: 'continuous', from: ['popularity'] },
  { stage: 'raw', kind: 'output', from: ['playback'] },
  { stage: 'popular', kind: 'output', from: ['popularity'] },
  { stage: 'totals-table', kind: 'output', from: [] },
  { stage: 'dead-letters', kind: 'output', from: [] },
];

const right = {
  playback: { read: 100, undecodable: 2, invalid: 3, accepted: 95 },
  titles: { read: 11, undecodable: 1, invalid: 0, accepted: 10 },
  plays: { in: 95, filtered: 15, out: 80 },
  popularity: { in: 90, late: 6, counted: 84, missedWindows: 2, out: 30 },
  totals: { in: 30 },
  raw: { in: 95, written: 91, rejected: 4 },
  popular: { in: 30, written: 30, rejected: 0 },
  'totals-table': { in: 44, written: 44, rejected: 0 },
  'dead-letters': { in: 16, written: 16, rejected: 0 },
};

test('balances when every record is accounted for', () => {
  const ledger = balance(stages, right, 0);
  expect(ledger.problems).toEqual([]);
  expect(ledger).toMatchObject({ balanced: true, complete: true });
  expect(ledger.stages[3]).toEqual({
    stage: 'popularity',
    kind: 'window',
    counts: { in: 90, late: 6, counted: 84, missedWindows: 2, out: 30 },
  });
});

test('a stage that counted nothing counts as zero', () => {
  const ledger = balance(stages.slice(0, 1), {}, 0);
  expect(ledger).toEqual({
    balanced: true,
    complete: true,
    stages: [{ stage: 'playback', kind: 'source', counts: { read: 0, undecodable: 0, invalid: 0, accepted: 0 } }],
    problems: [],
  });
});

test('after a restart the books are not complete', () => {
  expect(balance(stages, right, 1).complete).toBe(false);
});

// A row that misses some windows is counted in the others, so this count is told and balances nothing.
const ONLY_TOLD = new Set(['popularity.missedWindows']);

const terms = Object.entries(right).flatMap(([stage, counts]) => Object.keys(counts).map((term) => [stage, term]));

test.each(terms.filter(([stage, term]) => !ONLY_TOLD.has(`${stage}.${term}`)))(
  'one too many, or too few, of %s %s is seen',
  (stage = '', term = '') => {
    for (const change of [1, -1]) {
      const counts = right[stage as keyof typeof right] as Record<string, number>;
      const wrong = { ...right, [stage]: { ...counts, [term]: (counts[term] ?? 0) + change } };
      const { balanced, problems } = balance(stages, wrong, 0);
      expect(balanced).toBe(false);
      expect(problems.join('\n')).toContain(`'${stage}'`);
    }
  },
);

test('says what does not balance, with numbers', () => {
  const wrong = {
    ...right,
    plays: { in: 95, filtered: 14, out: 80 },
    'dead-letters': { in: 15, written: 15, rejected: 0 },
  };
  expect(balance(stages, wrong, 0).problems).toEqual([
    "'plays' took in 95, but 14 filtered + 80 out = 94.",
    "'dead-letters' took in 15, but was fed 2 undecodable of 'playback' + 1 undecodable of 'titles' + " +
      "3 invalid of 'playback' + 0 invalid of 'titles' + 6 late of 'popularity' + 4 rejected of 'raw' + " +
      "0 rejected of 'popular' + 0 rejected of 'totals-table' = 16.",
  ]);
});

test('a count of a stage or term that the ledger does not know is a problem', () => {
  const wrong = { ...right, plays: { ...right.plays, lost: 3 }, ghost: { in: 1, written: 1 } };
  expect(balance(stages, wrong, 0).problems).toEqual([
    "'plays' counted 3 as 'lost', which its ledger does not know.",
    "'ghost' counted 1 as 'in', which its ledger does not know.",
    "'ghost' counted 1 as 'written', which its ledger does not know.",
  ]);
});
