/** How a status and a log look: golden pages of made-up applications. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { colours } from '../../cli/colours.js';
import { causeText, lineText } from '../../cli/operate/log-text.js';
import { statusTable, statusText } from '../../cli/operate/status-text.js';
import { logLine } from '../../deploy/application/logs.js';
import type { JobLook } from '../../deploy/operate/status/job-look.js';
import type { Status } from '../../deploy/operate/status/status.js';
import '../support/golden.js';
import { repository } from './pipectl.js';

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE = 60_000;
const golden = (name: string): string => join(repository, 'test', 'cli', 'golden', `${name}.txt`);
const where = { stage: 'popularity', origin: { file: 'pipelines/title-popularity/pipeline.ts', line: 21, column: 3 } };

const job: JobLook = {
  id: 'a'.repeat(32),
  state: 'RESTARTING',
  parallelism: 2,
  restarts: 3,
  runningMs: 4_200,
  checkpoints: {
    completed: 1_440,
    failed: 2,
    last: { at: NOW - 70_000, durationMs: 812, stateBytes: 48_730_112 },
    lastFailure: { at: NOW - 2 * MINUTE, message: 'Checkpoint expired before completing.' },
  },
  firstFailure: { at: NOW - 9 * MINUTE, message: "The table 'title-popularity' is not there.", where },
  lags: [{ source: 'playback', millisBehindLatest: 260_000, eventTimeLag: 290_000, waitsFor: { silent: 1, of: 4 } }],
  counters: null,
};

const failing: Status = {
  pipeline: 'title-popularity',
  environment: 'production',
  name: 'title-popularity',
  at: NOW,
  application: {
    arn: 'arn:aws:kinesisanalytics:eu-central-1:123456789012:application/title-popularity',
    status: 'RUNNING',
    version: 7,
    runtime: 'FLINK-2_2',
    created: NOW - 90 * 24 * 60 * MINUTE,
    updated: NOW - 200 * MINUTE,
    isOurs: true,
    deployed: { key: 'pipectl/title-popularity/3f2a.jar', sha256: '3f2a', unreadable: null },
  },
  judgement: {
    verdict: 'unhealthy',
    reasons: ['the job is RESTARTING', 'restarted 3 times, and running for 4 s since'],
  },
  job,
  jobMissing: null,
  operations: [
    {
      id: '2',
      operation: 'UpdateApplication',
      status: 'SUCCESSFUL',
      began: NOW - 201 * MINUTE,
      ended: NOW - 200 * MINUTE,
      error: null,
    },
    {
      id: '1',
      operation: 'StartApplication',
      status: 'FAILED',
      began: NOW - 300 * MINUTE,
      ended: NOW - 299 * MINUTE,
      error: 'The role can not read the jar.',
    },
  ],
  snapshots: { ready: 5, newest: { name: 'pipectl-v6-20260131T083900Z', at: NOW - 201 * MINUTE, version: 6 } },
  drift: {
    differences: [
      { setting: 'parallelism', asked: '2', actual: '8' },
      { setting: 'property extra', asked: null, actual: 'x' },
    ],
    unknown: null,
  },
};

const missing: Status = {
  ...failing,
  pipeline: 'plays',
  name: 'plays',
  application: null,
  judgement: { verdict: 'missing', reasons: ['there is no such application'] },
  job: null,
  operations: [],
  snapshots: { ready: 0, newest: null },
  drift: { differences: [], unknown: null },
};

test('a page', () => {
  const ledger = {
    balanced: true,
    complete: false,
    problems: [],
    stages: [
      {
        stage: 'playback',
        kind: 'source' as const,
        counts: { read: 120_000, undecodable: 12, invalid: 0, accepted: 119_988 },
      },
      { stage: 'title-popularity', kind: 'output' as const, counts: { in: 0, written: 0, rejected: 0 } },
    ],
  };
  expect(`${statusText({ status: failing, ledger })}\n`).toMatchGoldenFile(golden('status-page'));
});

test('a source is at the end of its stream only for as long as the job reads', () => {
  const lags = [{ source: 'playback', millisBehindLatest: 0, eventTimeLag: 96_000, waitsFor: null }];
  const line = (verdict: 'degraded' | 'unhealthy'): string | undefined =>
    statusText({ status: { ...failing, job: { ...job, lags }, judgement: { verdict, reasons: [] } }, ledger: null })
      .split('\n')
      .find((each) => each.startsWith('lag of'));
  expect(line('degraded')).toBe('lag of playback  at the end of its stream, event time 96 s behind');
  expect(line('unhealthy')).toBe(
    'lag of playback  was at the end of its stream when it last read, event time 96 s behind',
  );
});

test('a table', () => {
  expect(`${statusTable([failing, missing])}\n`).toMatchGoldenFile(golden('status-table'));
});

test('a log: why first, and what only follows from it in the background', () => {
  const paint = {
    ...colours(false),
    dim: (text: string): string => `(dim) ${text}`,
    red: (text: string): string => `(red) ${text}`,
  };
  const stack = [
    'java.lang.RuntimeException: outside',
    '\tat a.B.c(B.java:1)',
    'Caused by: java.lang.IllegalStateException: inside',
    '\tat a.D.e(D.java:2)',
  ];
  const cause = {
    ...{ message: 'inside', exception: 'IllegalStateException', where, task: 'GlobalWindowAggregate[12]', at: NOW },
    ...{ source: 'log' as const, trace: stack.join('\n'), passedOver: 4 },
  };
  const line = (messageType: string, message: string, throwableInformation?: readonly string[]): string =>
    lineText(
      logLine(
        NOW,
        JSON.stringify({
          messageType,
          logger: 'org.apache.flink.runtime.taskmanager.Task',
          message,
          throwableInformation,
        }),
      ),
      paint,
    );
  const lines = [
    causeText(cause, paint),
    line('INFO', 'GlobalWindowAggregate[12] (1/2)#0 (x) switched from DEPLOYING to RUNNING.'),
    line('WARN', 'GlobalWindowAggregate[12] (1/2)#0 (x) switched from RUNNING to FAILED', stack),
    line('ERROR', 'The job failed', stack),
    line('ERROR', 'Failing over', ['java.lang.UnsupportedOperationException: Partial recovery is not supported']),
    lineText(logLine(NOW, 'a line that was written by hand'), paint),
  ];
  expect(`${lines.join('\n')}\n`).toMatchGoldenFile(golden('log-lines'));
});
