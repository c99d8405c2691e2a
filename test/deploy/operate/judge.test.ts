/** Whether an application does its work, from one look: what Flink says counts, and not that it is called RUNNING. */
import { expect, test } from '@jest/globals';
import type { JobLook } from '../../../deploy/operate/status/job-look.js';
import { judge, type Judged } from '../../../deploy/operate/status/judge.js';

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;

const job = (more: Partial<JobLook> = {}): JobLook => ({
  id: 'a'.repeat(32),
  state: 'RUNNING',
  parallelism: 2,
  restarts: 0,
  runningMs: 60 * MINUTE,
  checkpoints: {
    completed: 60,
    failed: 0,
    last: { at: NOW - 30_000, durationMs: 120, stateBytes: 1_000 },
    lastFailure: null,
  },
  firstFailure: null,
  lags: [{ source: 'playback', millisBehindLatest: 0, eventTimeLag: 2_000, waitsFor: null }],
  counters: {},
  ...more,
});

const judged = (more: Partial<Judged> = {}): ReturnType<typeof judge> =>
  judge({ status: 'RUNNING', job: job(), jobMissing: null, checkpointEveryMs: MINUTE, now: NOW, ...more });

const checkpoints = (more: Partial<JobLook['checkpoints']>): JobLook['checkpoints'] => ({
  ...job().checkpoints,
  ...more,
});

test('nothing speaks against it', () => {
  expect(judged()).toEqual({ verdict: 'healthy', reasons: [] });
});

test.each<[string, Partial<Judged>, string, RegExp[]]>([
  ['no application', { status: null }, 'missing', [/no such application/]],
  ['stopped', { status: 'READY', job: null }, 'stopped', []],
  ['in between', { status: 'UPDATING', job: null }, 'changing', [/is UPDATING/]],
  ['Flink is silent', { job: null, jobMissing: 'Flink does not answer: 504' }, 'unknown', [/504/]],
  [
    'a job between two attempts',
    { job: job({ state: 'RESTARTING', restarts: 7, runningMs: 0 }) },
    'unhealthy',
    [/is RESTARTING/, /^restarted 7 times$/],
  ],
  [
    'a restart a minute ago',
    { job: job({ restarts: 1, runningMs: MINUTE }) },
    'unhealthy',
    [/restarted once, and running for 60 s since/],
  ],
  ['a restart long ago', { job: job({ restarts: 1 }) }, 'healthy', []],
  [
    'a job that has just begun',
    { job: job({ runningMs: MINUTE, checkpoints: checkpoints({ completed: 0, last: null }) }) },
    'healthy',
    [],
  ],
  [
    'no checkpoint ever',
    {
      job: job({
        checkpoints: checkpoints({ completed: 0, failed: 4, last: null, lastFailure: { at: NOW, message: 'expired' } }),
      }),
    },
    'unhealthy',
    [/no checkpoint has completed in 60 min, 4 failed: expired/],
  ],
  [
    'no checkpoint of late',
    { job: job({ checkpoints: checkpoints({ last: { at: NOW - 10 * MINUTE, durationMs: 1, stateBytes: 1 } }) }) },
    'unhealthy',
    [/completed 10 min ago/],
  ],
  [
    'checkpoints that take longer than their interval',
    {
      job: job({
        checkpoints: checkpoints({ last: { at: NOW - 10 * MINUTE, durationMs: 5 * MINUTE, stateBytes: 1 } }),
      }),
    },
    'healthy',
    [],
  ],
  [
    'records waiting',
    { job: job({ lags: [{ source: 's', millisBehindLatest: 90_000, eventTimeLag: 0, waitsFor: null }] }) },
    'degraded',
    [/'s' is 90 s behind the end/],
  ],
  [
    'old events',
    { job: job({ lags: [{ source: 's', millisBehindLatest: 10, eventTimeLag: 10 * MINUTE, waitsFor: null }] }) },
    'degraded',
    [/event time of 's' is 10 min behind/],
  ],
  [
    'a silent stream',
    { job: job({ lags: [{ source: 's', millisBehindLatest: 0, eventTimeLag: 600 * MINUTE, waitsFor: null }] }) },
    'healthy',
    [],
  ],
])('%s', (_, more, verdict, reasons) => {
  const found = judged(more);
  expect(found.verdict).toBe(verdict);
  expect(found.reasons).toHaveLength(reasons.length);
  reasons.forEach((pattern, i) => expect(found.reasons[i]).toMatch(pattern));
});
