/** Which snapshots go and which stay, what a start takes, and what is lost, by sentences. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Snapshot } from '../../../deploy/application/snapshot.js';
import { destruction, lostByForce } from '../../../deploy/operate/losses.js';
import { latestReady, planPrune } from '../../../deploy/operate/plan-prune.js';
import { originOf } from '../../../deploy/operate/start.js';

const NOW = Date.UTC(2026, 0, 31, 12);
const snapshot = (name: string, minutesAgo: number, versionId = 3, status: Snapshot['status'] = 'READY'): Snapshot => ({
  name,
  status,
  versionId,
  createdAt: new Date(NOW - minutesAgo * 60_000),
});
const names = (all: readonly { snapshot: Snapshot }[]): string[] => all.map((each) => each.snapshot.name);

test('the newest stay, and the last of an earlier version for a rollback', () => {
  const all = [snapshot('e', 50, 1), snapshot('d', 40, 2), snapshot('a', 10), snapshot('c', 30), snapshot('b', 20)];
  const { keep, remove } = planPrune(all, { keep: 1, versionId: 3 });
  expect(names(keep)).toEqual(['a', 'd']);
  expect(names(remove)).toEqual(['b', 'c', 'e']);
  expect(keep[1]?.why).toContain('rollback');
});

test('one that is being made is left alone, and one that failed goes whatever its age', () => {
  const all = [snapshot('new', 0, 3, 'CREATING'), snapshot('bad', 1, 3, 'FAILED'), snapshot('a', 10)];
  const { keep, remove } = planPrune(all, { keep: 5, versionId: 3 });
  expect(names(keep)).toEqual(['new', 'a']);
  expect(names(remove)).toEqual(['bad']);
});

test('of any snapshots: all are told of once, the newest one that is READY stays, and nothing is kept beyond the rule', () => {
  const some = fc.array(
    fc.record({
      age: fc.integer({ min: 0, max: 1_000 }),
      version: fc.integer({ min: 1, max: 5 }),
      status: fc.constantFrom<Snapshot['status']>('CREATING', 'READY', 'DELETING', 'FAILED'),
    }),
  );
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 4 }), (made, keep) => {
      const all = made.map(({ age, version, status }, i) => snapshot(`s${i}`, age, version, status));
      const plan = planPrune(all, { keep, versionId: 5 });
      expect([...names(plan.keep), ...names(plan.remove)].sort()).toEqual(all.map(({ name }) => name).sort());
      const latest = latestReady(all);
      if (latest) expect(names(plan.keep)).toContain(latest.name);
      const ready = plan.keep.filter((each) => each.snapshot.status === 'READY');
      expect(ready.length).toBeLessThanOrEqual(keep + 1);
      expect(plan.remove.every((each) => ['READY', 'FAILED'].includes(each.snapshot.status))).toBe(true);
    }),
  );
});

test('latest, nothing, or a name', () => {
  const all = [snapshot('old', 50), snapshot('new', 10), snapshot('newest', 1, 3, 'FAILED')];
  expect(originOf('latest', all)).toEqual({ snapshot: all[1] });
  expect(originOf('old', all)).toEqual({ snapshot: all[0] });
  expect(originOf('nothing', all)).toEqual({ snapshot: null });
  expect(originOf('latest', [])).toEqual({ snapshot: null });
  expect(originOf('other', all)).toBeNull();
});

test('a stop by force says from where the next start goes on', () => {
  expect(lostByForce([snapshot('s1', 200)], NOW)).toMatch(/goes on from snapshot s1 of 3 h 20 min ago .* rows twice/);
  expect(lostByForce([snapshot('s1', 200, 3, 'FAILED')], NOW)).toMatch(/begins without state/);
});

test('a destruction names every snapshot and what stays', () => {
  const { lost, stays } = destruction({
    application: 'plays',
    versionId: 4,
    snapshots: [snapshot('old', 50, 1), snapshot('new', 10)],
    isRunning: true,
    resources: ['the stream plays'],
    jars: 's3://jars/plays/',
    logGroup: '/pipectl/plays',
    now: NOW,
  });
  expect(lost).toEqual([
    'the application plays with its 4 versions',
    'the state of the running job: open windows, totals, its place in the streams',
    'snapshot new of 10 min ago, version 3',
    'snapshot old of 50 min ago, version 1',
  ]);
  expect(stays).toEqual(['the stream plays', 'the jars under s3://jars/plays/', 'the log group /pipectl/plays']);
});
