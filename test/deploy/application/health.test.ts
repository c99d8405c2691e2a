/** The gate: what passes for healthy, and what does not although the service says RUNNING. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { health, type Health } from '../../../deploy/application/health.js';
import { AFTER_START, BEFORE_START, FakeFlink, SHA, type JobLook } from './fake-flink.js';

const bundle = { ledger: [{ stage: 'plays', kind: 'source', from: [] }] } as unknown as Bundle;

const well = (look: number): JobLook => ({
  state: 'RUNNING',
  tasks: ['RUNNING', 'RUNNING'],
  restarts: 0,
  runningMs: look * 1_000,
  checkpointAt: AFTER_START,
  read: 12,
  lag: 90_000,
});

/** More than it takes to be healthy. */
const LOOKS = 25;

/** The verdict, or after many looks without one what is still waited for. */
async function judged(job: (look: number) => JobLook, sha256 = SHA): Promise<Health | { waiting: string | null }> {
  const flink = new FakeFlink(job);
  const clients = await flink.open();
  const enough = new AbortController();
  let looks = 0;
  let waiting: string | null = null;
  try {
    return await health({
      clients,
      target: { application: 'plays' },
      bundle,
      sha256,
      timeoutMs: 600_000,
      signal: enough.signal,
      onLook: (facts) => {
        waiting = facts.waiting;
        if (++looks === LOOKS) enough.abort();
      },
    });
  } catch (error) {
    if (!enough.signal.aborted) throw error;
    return { waiting };
  } finally {
    flink.close();
  }
}

test('all that it takes', async () => {
  expect(await judged(well)).toMatchObject({ healthy: true, idle: false, facts: { recordsRead: 12, restarts: 0 } });
});

test('a stream without records is no fault', async () => {
  expect(await judged((look) => ({ ...well(look), read: 0, lag: 0 }))).toMatchObject({ healthy: true, idle: true });
});

test('restarts long ago are none now', async () => {
  const job = (look: number): JobLook => ({ ...well(look), restarts: 4, checkpointAt: Date.now() });
  expect(await judged(job)).toMatchObject({ healthy: true });
});

test.each<[string, (look: number) => JobLook, RegExp]>([
  ['a loop', (look) => ({ ...well(look), restarts: look }), /has restarted 3 times/],
  ['a failed job', (look) => ({ ...well(look), state: 'FAILED' }), /its job is FAILED/],
  ['a bounded job', (look) => ({ ...well(look), state: 'FINISHED' }), /its job is FINISHED/],
])('%s is not', async (_, job, reason) => {
  expect(await judged(job)).toMatchObject({ healthy: false, reason: expect.stringMatching(reason) });
});

test.each<[string, (look: number) => JobLook, RegExp]>([
  ['a task that does not start', (look) => ({ ...well(look), tasks: ['RUNNING', 'INITIALIZING'] }), /all tasks/],
  ['time that stands still', (look) => ({ ...well(look), runningMs: 7 }), /its running time to grow/],
  ['no checkpoint', (look) => ({ ...well(look), checkpointAt: null }), /a checkpoint to complete/],
  ['only one from before', (look) => ({ ...well(look), checkpointAt: BEFORE_START }), /a checkpoint to complete/],
  ['records that nobody reads', (look) => ({ ...well(look), read: 0 }), /records to move/],
  ['a shard that says nothing', (look) => ({ ...well(look), read: 0, lag: -1 }), /records to move/],
  [
    'a checkpoint from before the last restart',
    (look) => ({ ...well(look), restarts: 1, checkpointAt: Date.now() - 1_000 * (look + 60) }),
    /since the last restart/,
  ],
])('it waits with %s', async (_, job, waiting) => {
  expect(await judged(job)).toEqual({ waiting: expect.stringMatching(waiting) });
});

test('not with another jar', async () => {
  expect(await judged(well, 'd'.repeat(64))).toMatchObject({ healthy: false, reason: expect.stringContaining('jar') });
});
