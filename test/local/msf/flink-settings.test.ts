/** What the compiler lets a pipeline set is what the control plane lets a program set; the two lists are kept apart. */
import { expect, test } from '@jest/globals';
import { isAllowed, SETTINGS } from '../../../compiler/emit/settings.js';
import type { Configuration } from '../../../local/msf/configuration.js';
import { flinkSettings } from '../../../local/msf/run/flink-settings.js';
import { inWords } from '../../../local/msf/run/start-failure.js';
import { logRecord } from '../../../local/msf/run/log-record.js';
import { ownDatum } from '../../../local/msf/run/metrics-sampler.js';

const configuration = (enabled: boolean, interval: number): Configuration => ({
  ...{ runtime: 'FLINK-2_2', role: '', code: null, properties: [], logging: [], encryption: null },
  ...{ snapshotsEnabled: true, rollbackEnabled: false },
  checkpointing: { type: 'CUSTOM', enabled, interval, minPause: 5_000 },
  monitoring: { type: 'DEFAULT', metricsLevel: 'APPLICATION', logLevel: 'INFO' },
  parallelism: { type: 'DEFAULT', parallelism: 1, perKpu: 1, autoScaling: true },
});
const settings = flinkSettings(configuration(true, 60_000));
const prefixes = settings['execution.program-config.wildcards']?.split(';') ?? [];
const mayBeSet = (key: string): boolean => prefixes.some((prefix) => key === prefix || key.startsWith(`${prefix}.`));

test.each(Object.keys(SETTINGS))('%s may be set', (key) => {
  expect([isAllowed(key), mayBeSet(key)]).toEqual([true, true]);
});

test.each([
  ...['parallelism.default', 'table.exec.emit.early-fire.enabled', 'execution.checkpointing.interval'],
  ...['restart-strategy.type', 'table.exec.sink.require-on-conflict', 'state.backend.type'],
])('%s may not', (key) => {
  expect([isAllowed(key), mayBeSet(key)]).toEqual([false, false]);
});

test.each([
  [60_000, '1 min'],
  [1_000, '1 s'],
  [1_500, '1500 ms'],
  [7_200_000, '2 h'],
])('%d ms are written as Flink writes them', (interval, written) => {
  expect(flinkSettings(configuration(true, interval))).toMatchObject({ 'execution.checkpointing.interval': written });
});

test('without checkpoints there is no interval', () => {
  expect(flinkSettings(configuration(false, 60_000))).toMatchObject({ 'execution.checkpointing.interval': '0 ms' });
});

test('why a job did not start is said without stack traces and repetitions', () => {
  const thrown = `java.util.concurrent.CompletionException: a
\tat java.base/java.util.concurrent.X
Caused by: org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: no table
\tat org.apache.flink.Y
\t... 13 more
Caused by: a.b.TableException: no table
\tat a.b.Z
Caused by: a.b.Deeper: because`;
  expect(inWords(thrown)).toBe(
    'org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: no table Caused by: a.b.Deeper: because',
  );
});

test('a line of a log becomes a record of the managed service', () => {
  const line = JSON.stringify({
    ...{ timestamp: 5, locationInformation: 'A.b(A.java:1)', logger: 'A', message: 'lost "it"', messageType: 'ERROR' },
    ...{ threadName: 'main', throwableInformation: ' java.lang.Error: x\n\tat y\n' },
  });
  const event = logRecord(line, 'arn:aws:a', 7);
  expect([event?.timestamp, JSON.parse(event?.message ?? '')]).toEqual([
    5,
    {
      ...{ applicationARN: 'arn:aws:a', applicationVersionId: '7', locationInformation: 'A.b(A.java:1)', logger: 'A' },
      ...{ message: 'lost "it"', messageSchemaVersion: '1', messageType: 'ERROR', threadName: 'main' },
      throwableInformation: 'java.lang.Error: x\n\tat y',
    },
  ]);
  expect(logRecord(line.slice(0, 40), 'arn:aws:a', 7)).toBeNull();
});

test('groups of a metric of the job are its dimensions', () => {
  const name = 'Source__clicks.kinesisanalytics.source.clicks.stream.clicks.shardId.shardId-0.millisBehindLatest';
  expect(ownDatum(name, 3, 'counts', 9)).toEqual([
    {
      ...{ name: 'millisBehindLatest', value: 3, timestamp: 9 },
      dimensions: { Application: 'counts', source: 'clicks', stream: 'clicks', shardId: 'shardId-0' },
    },
  ]);
  expect(ownDatum('Source__clicks.numRecordsIn', 3, 'counts', 9)).toEqual([]);
  expect(ownDatum('Calc.kinesisanalytics.lookup.names.cache.hitCount', 3, 'counts', 9)).toMatchObject([
    { name: 'hitCount', dimensions: { Application: 'counts', lookup: 'names' } },
  ]);
  expect(ownDatum('Source__clicks.kinesisanalytics.recordsPerSecond', 3, 'counts', 9)).toEqual([
    { name: 'recordsPerSecond', value: 3, timestamp: 9, dimensions: { Application: 'counts' } },
  ]);
});
