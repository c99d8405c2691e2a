/** The root cause among what Flink writes: stack traces as Flink 2.2 has printed them. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { FlinkException } from '../../../deploy/application/flink/flink-jobs.js';
import { logLine, type LogLine } from '../../../deploy/application/logs.js';
import { murmur3 } from '../../../deploy/application/murmur3.js';
import { innermost, rootCause } from '../../../deploy/application/root-cause.js';

const origin = (line: number): object => ({ file: 'pipeline.ts', line, column: 1 });
const bundle = {
  statements: [
    { kind: 'table', name: 'source.plays', options: { source: 'plays' }, origin: origin(3) },
    { kind: 'view', name: 'perUser', sql: '', origin: origin(9) },
    { kind: 'table', name: 'sink.popular', options: { output: 'popular' }, origin: origin(20) },
  ],
  ledger: [{ stage: 'plays' }, { stage: 'perUser' }, { stage: 'popular' }],
} as unknown as Bundle;
const uid = 'perUser-window.4e5f6071_global-window-aggregate';
const plan = {
  nodes: [
    {
      type: 'stream-exec-global-window-aggregate_1',
      configuration: { 'table.exec.uid.format': 'perUser-window.4e5f6071_<transformation>' },
    },
  ],
};
const version = { bundle, plan };

const REFUSED = `org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.
\tat org.apache.flink.runtime.checkpoint.CheckpointFailureManager.checkFailure(CheckpointFailureManager.java:206)
Caused by: dev.pipectl.connectors.sink.SinkRefusal: The table 'popular' refuses the item: ValidationException: One or more parameter values were invalid
\tat dev.pipectl.connectors.sink.Lane.refused(Lane.java:88)
\t... 4 more`;

const RESTORE = (
  hash: string,
): string => `java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint file:/s/1. Cannot map checkpoint/savepoint state for operator ${hash} to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.
\tat org.apache.flink.runtime.checkpoint.Checkpoints.throwNonRestoredStateException(Checkpoints.java:246)`;

const EVENT_LOST = `org.apache.flink.util.FlinkException: An OperatorEvent from an OperatorCoordinator to a task was lost. Triggering task failover to ensure consistency. Event: 'SourceEventWrapper', targetTask: Source: plays[1] (1/2) - execution #0
\tat org.apache.flink.runtime.operators.coordination.SubtaskGatewayImpl.lambda$null$0(SubtaskGatewayImpl.java:113)
Caused by: org.apache.flink.runtime.operators.coordination.TaskNotRunningException: Task is not running, but in state FAILED
\tat org.apache.flink.runtime.taskmanager.Task.deliverOperatorEvent(Task.java:1511)`;

const HEARTBEAT = `java.util.concurrent.TimeoutException: Heartbeat of TaskManager with id 127.0.0.1:35461-7b9f3a timed out.
\tat org.apache.flink.runtime.jobmaster.JobMaster$TaskManagerHeartbeatListener.notifyHeartbeatTimeout(JobMaster.java:1465)`;

const SUPPRESSED = `org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy
\tat org.apache.flink.runtime.executiongraph.failover.ExecutionFailureHandler.handleFailure(ExecutionFailureHandler.java:219)`;

const PARTIAL = `java.lang.UnsupportedOperationException: Partial recovery is not supported
\tat org.apache.flink.connector.kinesis.source.enumerator.KinesisStreamsSourceEnumerator.addSplitsBack(KinesisStreamsSourceEnumerator.java:164)`;

const logged = (at: number, throwable: string, message = 'failed'): LogLine =>
  logLine(
    at,
    JSON.stringify({
      message,
      messageType: 'WARN',
      throwableInformation: throwable.split('\n'),
      applicationVersionId: '3',
    }),
  );
const thrown = (timestamp: number, stacktrace: string, taskName: string | null = null): FlinkException => ({
  timestamp,
  exceptionName: stacktrace.split(':')[0] ?? '',
  stacktrace,
  taskName,
});

test('the first attempt counts, not what followed from it', () => {
  const cause = rootCause(
    {
      logs: [logged(900, HEARTBEAT), logged(1_000, REFUSED), logged(1_500, PARTIAL), logged(2_000, SUPPRESSED)],
      exceptions: [thrown(1_001, REFUSED, 'popular[7]: Writer (1/2)#0'), thrown(3_000, PARTIAL)],
      operation: null,
    },
    version,
  );
  expect(cause).toMatchObject({
    message: "The table 'popular' refuses the item: ValidationException: One or more parameter values were invalid",
    exception: 'SinkRefusal',
    where: { stage: 'popular', origin: { line: 20 } },
    task: 'popular[7]: Writer (1/2)#0',
    at: 1_000,
    source: 'log',
    passedOver: 4,
  });
});

test('an event that a failed task did not take is no cause, even when Flink takes it for the first one', () => {
  const cause = rootCause(
    { logs: [logged(1_000, REFUSED)], exceptions: [thrown(900, EVENT_LOST, 'plays[1] (1/2)#0')], operation: null },
    version,
  );
  expect(cause).toMatchObject({ exception: 'SinkRefusal', where: { stage: 'popular' }, passedOver: 1 });
});

test('an operator that is only named by its hash', () => {
  const cause = rootCause({ logs: [], exceptions: [thrown(1, RESTORE(murmur3(uid)))], operation: null }, version);
  expect(cause).toMatchObject({ where: { stage: 'perUser', origin: { line: 9 } }, exception: 'IllegalStateException' });
});

test('the name of a task leads to its stage', () => {
  const message =
    'GroupAggregate[5] -> Calc[6] -> perUser[7] (1/1)#0 (1f2e_0_0_0) switched from INITIALIZING to FAILED with failure cause:';
  const trace = 'java.lang.RuntimeException: Error while getting state\n\tat a.b(C.java:1)';
  expect(rootCause({ logs: [logged(1, trace, message)], exceptions: [], operation: null }, version)).toMatchObject({
    message: 'Error while getting state',
    where: { stage: 'perUser' },
  });
});

test('noise alone is better than nothing; without anything the operation speaks', () => {
  expect(rootCause({ logs: [logged(1, HEARTBEAT)], exceptions: [], operation: 'x' }, version)?.exception).toBe(
    'TimeoutException',
  );
  const operation = "The property 'nope' is set, and the pipeline has no placeholder of that name.";
  expect(rootCause({ logs: [], exceptions: [], operation }, version)).toMatchObject({
    message: operation,
    source: 'operation',
  });
  expect(rootCause({ logs: [], exceptions: [], operation: null }, version)).toBeNull();
});

test.each([
  ['java.lang.NullPointerException\n\tat a.b(C.java:1)', 'NullPointerException', 'NullPointerException'],
  ['a.b.OneException: first\n  second line\n\tat a.b(C.java:1)', 'OneException', 'first second line'],
  ['no stack at all', null, 'no stack at all'],
])('innermost %#', (trace, exception, message) => {
  expect(innermost(trace)).toEqual({ exception, message });
});

test('a line that is no JSON is its own message', () => {
  expect(logLine(5, 'plain')).toMatchObject({ at: 5, message: 'plain', throwable: null });
});
