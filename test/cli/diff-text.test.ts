/** What people read of a diff with state and steps: each fate, what a deploy would do, and one line that sums it up. */
import { expect, test } from '@jest/globals';
import { colours } from '../../cli/colours.js';
import { diffText, type Diff } from '../../cli/diff/diff-text.js';
import { proofText } from '../../cli/diff/proof-text.js';
import type { Change } from '../../deploy/diff/change.js';
import type { Fate, OperatorVerdict, StateVerdict } from '../../deploy/state/verdict.js';
import { testSources } from '../support/compile-case.js';
import '../support/golden.js';

const golden = (name: string): string => testSources('cli', 'golden', `${name}.txt`);

const WINDOW: Change = {
  kind: 'changed',
  what: 'window',
  part: 'stage',
  stage: 'perTitle',
  before: 'a tumble of 5 min',
  after: 'a tumble of 1 h',
  sentence: "window of 'perTitle' tumbles 1 h instead of 5 min",
  origin: { file: 'pipeline.ts', line: 19, column: 4 },
};

const operator = (stage: string, role: string, fate: Fate, reason: string): OperatorVerdict => ({
  stage,
  role,
  uid: `${stage}-${role}.00000000`,
  fate,
  reason,
  origin: null,
});

const LOST: StateVerdict = {
  operators: [
    operator('playback', 'source', 'kept', 'It reads on where it was.'),
    operator('perTitle', 'window', 'lost', 'Starts empty: its window was tumble 5 min and is tumble 1 h.'),
    operator('users', 'aggregate', 'kept in part', "The filter 'known' changed."),
    operator('visits', 'window', 'new', 'There was none before: it starts empty.'),
    operator('odd', 'join', 'unknown', 'The rules do not know what it keeps.'),
  ],
  lost: ['perTitle'],
  needsAllowNonRestored: true,
  restorable: true,
};

const BASE: Diff = {
  pipeline: 'plays',
  against: 'production',
  known: true,
  changes: [WINDOW],
  unchanged: { stages: 3, outputs: 1 },
  state: LOST,
  steps: ['take a snapshot of version 7', 'update jar, which restarts the job from its state'],
};

const text = (diff: Partial<Diff>): string => `${diffText({ ...BASE, ...diff }, colours(false))}\n`;
const summary = (diff: Partial<Diff>): string | undefined => text(diff).trimEnd().split('\n').at(-1);

test('changes, every fate, steps', () => expect(text({})).toMatchGoldenFile(golden('diff-lost')));

test('in colours', () => {
  const painted = diffText(BASE, colours(true));
  expect(painted).toContain("\x1b[33m~\x1b[39m window of 'perTitle'");
  expect(painted).toContain('\x1b[31mlost        \x1b[39m  perTitle (window)');
});

test('what is summed up', () => {
  const kept = { ...LOST, operators: LOST.operators.slice(0, 1), lost: [], needsAllowNonRestored: false };
  expect(summary({ state: kept })).toBe('0 added, 1 changed, 0 removed; all state is kept');
  expect(summary({ state: { ...kept, restorable: false } })).toContain('no state can be taken over');
  expect(summary({ changes: [], state: kept, steps: [] })).toBe('no differences; all state is kept; nothing to deploy');
  expect(summary({ changes: [], state: null, steps: null })).toBe('no differences');
});

test('a version that can not be read is not one that is not there', () => {
  const unreadable = { known: 'unreadable', changes: [], state: null } as const;
  expect(text(unreadable)).toBe(
    'plays, compared with production, whose version can not be read\n\na deploy would\n' +
      '  1. take a snapshot of version 7\n  2. update jar, which restarts the job from its state\n\n' +
      'what differs in the pipeline is not known\n',
  );
  expect(summary({ ...unreadable, changes: [WINDOW] })).toBe(
    '0 added, 1 changed, 0 removed; what differs in the pipeline is not known',
  );
});

test('a proof', () => {
  const proof = {
    operators: [
      { stage: 'playback', role: 'source', fate: 'kept', found: 'loaded', bytes: 412, agrees: true },
      { stage: 'perTitle', role: 'window', fate: 'lost', found: 'left behind', bytes: 2_048, agrees: true },
      { stage: 'users', role: 'aggregate', fate: 'kept', found: 'without state', bytes: null, agrees: null },
      { stage: 'odd', role: 'join', fate: 'lost', found: 'loaded', bytes: 90, agrees: false },
    ],
    taken: false,
    failed: null,
    agrees: false,
    disagreeing: ['odd'],
    made: { playback: 1_000 },
  } as const;
  expect(`${proofText(proof, colours(false))}\n`).toMatchGoldenFile(golden('diff-proof'));
});
