import { expect, test } from '@jest/globals';
import { runPipeline } from 'pipectl/testing';
import pipeline, { type Visit } from './pipeline.js';

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);

const view = (visitorId: string, page: string, time: string): Visit => ({
  visitorId,
  page,
  kind: 'view',
  at: at(time),
});

test('compiles to the SQL that was reviewed', async () => {
  await expect(pipeline).toMatchGolden();
});

test('counts views and visitors of a page in each minute', async () => {
  const { outputs, ledger } = await runPipeline(pipeline, {
    visits: [
      view('ann', '/home', '10:00:05'),
      view('bob', '/Home', '10:00:20'),
      { ...view('ann', '/home', '10:00:40'), referrer: '/news' },
      { ...view('ann', '/home', '10:00:50'), kind: 'leave' },
      view('bob', '/home', '10:01:00'),
    ],
  });
  expect(outputs['page-views']).toEqual([
    { page: '/home', windowStart: at('10:00:00'), windowEnd: at('10:01:00'), views: 3n, visitors: 2n, linked: 1n },
    { page: '/home', windowStart: at('10:01:00'), windowEnd: at('10:02:00'), views: 1n, visitors: 1n, linked: 0n },
  ]);
  expect(outputs['visits-raw']).toHaveLength(5);
  expect(ledger.balanced).toBe(true);
});

test('late and broken records become dead letters', async () => {
  const { outputs, deadLetters } = await runPipeline(pipeline, {
    visits: [
      view('ann', '/home', '10:00:05'),
      view('ann', '/home', '10:05:00'),
      // Four minutes behind, where ten seconds are waited for.
      view('bob', '/home', '10:00:30'),
      { raw: '{"visitorId":"eve","page":"/home"' },
      { ...view('eve', '/home', '10:05:01'), kind: 'look' },
    ],
  });
  expect(outputs['page-views']).toMatchObject([{ views: 1n }, { views: 1n }]);
  expect(deadLetters.map(({ stage, reason, source }) => [stage, reason, source?.sequence])).toEqual([
    ['views', 'late', '3'],
    ['visits', 'undecodable', '4'],
    ['visits', 'invalid', '5'],
  ]);
});
