/** Lines of a log: how loud, which task, which attempt; and the ARN of where they are. */
import { expect, test } from '@jest/globals';
import { failedTask } from '../../../deploy/operate/logs/failed-task.js';
import { isAtLeast, levelOf } from '../../../deploy/operate/logs/levels.js';
import type { VertexMetric } from '../../../deploy/application/flink/vertex-metrics.js';
import { logStreamIn } from '../../../deploy/operate/logs/watch-log.js';
import { lagsIn } from '../../../deploy/operate/status/source-lags.js';
import { spanText } from '../../../deploy/operate/span-text.js';

test('a line without a level is as loud as most', () => {
  expect(levelOf({ level: null })).toBe('INFO');
  expect(levelOf({ level: 'fatal' })).toBe('ERROR');
  expect(isAtLeast({ level: 'WARN' }, 'INFO')).toBe(true);
  expect(isAtLeast({ level: 'WARN' }, 'ERROR')).toBe(false);
  expect(isAtLeast({ level: null }, 'WARN')).toBe(false);
});

// As Flink 2.2 writes them: the first by a TaskManager, the second by a JobManager.
test('the failed task, as both kinds of process tell of it', () => {
  const name = 'GlobalWindowAggregate[12] -> Calc[13] -> sink.plays[14]: Writer';
  expect(failedTask(`${name} (2/4)#3 (0123) switched from RUNNING to FAILED with failure cause:`)).toEqual({
    ...{ name, subtask: 2, of: 4, attempt: 3, vertex: null },
  });
  const id = `${'1'.repeat(32)}_${'2'.repeat(32)}_1_7`;
  expect(failedTask(`${name} (2/4) (${id}) switched from INITIALIZING to FAILED on 127.0.0.1:1 @ host`)).toEqual({
    ...{ name, subtask: 2, of: 4, attempt: 7, vertex: '2'.repeat(32) },
  });
  expect(failedTask(`${name} (2/4) (${id}) switched from RUNNING to CANCELING.`)).toBeNull();
});

test('the log stream of an ARN', () => {
  const arn = 'arn:aws:logs:eu-central-1:123456789012:log-group:/pipectl/plays:log-stream:flink';
  expect(logStreamIn(arn)).toEqual({ group: '/pipectl/plays', stream: 'flink' });
  expect(logStreamIn('arn:aws:s3:::bucket')).toBeNull();
});

test('of the shards of a source the one that is furthest behind, and nothing while nobody knows', () => {
  const ledger = [{ stage: 'plays.raw', kind: 'source' as const, from: [] }];
  const metric = (rest: string, max: number, sum = 0): VertexMetric => ({
    id: `Source__plays.kinesisanalytics.source.plays_raw.stream.prod-plays.${rest}`,
    max,
    sum,
  });
  const behind = (shard: number, max: number): VertexMetric =>
    metric(`shardId.shardId-00000000000${shard}.millisBehindLatest`, max);
  expect(lagsIn([behind(0, -1), behind(1, 70_000), behind(2, 5), metric('eventTimeLag', 80_000)], ledger)).toEqual([
    { source: 'plays.raw', millisBehindLatest: 70_000, eventTimeLag: 80_000, waitsFor: null },
  ]);
  expect(lagsIn([behind(0, -1), metric('eventTimeLag', -1)], ledger)).toEqual([
    { source: 'plays.raw', millisBehindLatest: null, eventTimeLag: null, waitsFor: null },
  ]);
  // Of all subtasks together, and only where there are windows to wait.
  const shards = [metric('shards', 2, 4), metric('silentShards', 2, 3)];
  const withWindow = [...ledger, { stage: 'views', kind: 'window' as const, from: ['plays.raw'] }];
  expect(lagsIn(shards, withWindow)).toMatchObject([{ source: 'plays.raw', waitsFor: { silent: 3, of: 4 } }]);
  expect(lagsIn(shards, ledger)).toMatchObject([{ source: 'plays.raw', waitsFor: null }]);
});

test('spans of time', () => {
  const minute = 60_000;
  expect([0, 999, 1_000, 119_999, 2 * minute, 119 * minute, 200 * minute, 50 * 60 * minute].map(spanText)).toEqual([
    '0 ms',
    '999 ms',
    '1 s',
    '119 s',
    '2 min',
    '119 min',
    '3 h 20 min',
    '2 d 2 h',
  ]);
});
