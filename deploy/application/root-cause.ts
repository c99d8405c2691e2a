/**
 * Why a job failed: of all that Flink has written, the exception of the first attempt, without what only followed from it,
 * at the author's stage and line. Pure.
 */
import type { FailedStage } from '../../compiler/ir/failed-stage.js';
import type { FlinkException } from './flink/flink-jobs.js';
import type { LogLine } from './logs.js';
import { stageIn, stageOfTask } from './operators.js';
import type { Version } from './version.js';

export interface RootCause {
  /** The innermost exception's message, in one line. */
  readonly message: string;
  /** Its class without the package: `IllegalStateException`. */
  readonly exception: string | null;
  /** Null: of the job as a whole. */
  readonly where: FailedStage | null;
  /** As Flink calls the task. */
  readonly task: string | null;
  readonly at: number | null;
  readonly source: 'log' | 'flink' | 'operation';
  /** The whole stack trace, as written. */
  readonly trace: string | null;
  /** How many other exceptions were passed over, because they only followed from others or came later. */
  readonly passedOver: number;
}

export interface Evidence {
  readonly logs: readonly LogLine[];
  /** The first first. */
  readonly exceptions: readonly FlinkException[];
  /** What the service says about the operation that failed. */
  readonly operation: string | null;
}

interface Candidate {
  readonly trace: string;
  readonly task: string | null;
  readonly at: number | null;
  readonly source: RootCause['source'];
}

/** What follows from another failure, and never is one itself. */
const NOISE: readonly RegExp[] = [
  /Partial recovery is not supported/,
  /Recovery is suppressed by/,
  /heartbeat of (TaskManager|JobManager|ResourceManager).*timed out/is,
  /TaskManager.*(is no longer reachable|has been removed|was lost|is shutting down)/is,
  /Job(Master|Manager).*(leader|leadership).*(lost|changed|revoked)/is,
  /(Connection (unexpectedly closed|refused|reset)|RemoteTransportException|LocalTransportException|DisconnectException)/,
  /(Checkpoint|checkpoint).*(expired|declined|aborted|was cancell?ed|Coordinator is suspending|Coordinator.*shutdown)/s,
  /CheckpointException/,
  /(Task|Job|Execution|Slot).*(was |has been )?(cancell?ed|cancelled by the user)/i,
  /AskTimeoutException|RecipientUnreachableException|Association with remote system/,
  /CancelTaskException|InterruptedException|ClosedChannelException|ClosedByInterruptException/,
  /FlinkException: (Disconnect|Scheduling|The TaskExecutor is shutting down)/,
  /NoResourceAvailableException/,
  // What a coordinator says to a task that has failed, before the task's own words have arrived.
  /TaskNotRunningException/,
  /OperatorCoordinator holding lock|Could not (complete|perform) snapshot/,
];

/** Null when nothing has been said about any failure. */
export function rootCause({ logs, exceptions, operation }: Evidence, version: Version): RootCause | null {
  const candidates = [
    ...logs.flatMap((line): Candidate[] => fromLog(line)),
    ...exceptions.map(({ stacktrace, taskName, timestamp }): Candidate => ({
      trace: stacktrace,
      task: taskName,
      at: timestamp,
      source: 'flink',
    })),
  ].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const telling = candidates.filter(({ trace }) => !isNoise(trace));
  const [first] = telling.length > 0 ? telling : candidates;
  if (first === undefined) return operation === null ? null : fromOperation(operation, version);
  const { exception, message } = innermost(first.trace);
  // The same failure is often told twice, and only one of the tellings knows the task.
  const told = candidates.filter(({ trace }) => innermost(trace).message === message);
  const task = first.task ?? told.find((each) => each.task !== null)?.task ?? taskIn(first.trace);
  const where =
    (task === null ? null : stageOfTask(task, version)) ?? stageIn(first.trace, version) ?? named(message, version);
  return {
    message,
    exception,
    where,
    task,
    at: first.at,
    source: first.source,
    trace: first.trace,
    passedOver: candidates.length - told.length,
  };
}

function fromLog({ throwable, message, at, thread }: LogLine): Candidate[] {
  if (throwable === null) return [];
  const task =
    taskIn(`${message}\n${throwable}`) ?? (thread !== null && /\(\d+\/\d+\)#\d+$/.test(thread) ? thread : null);
  return [{ trace: throwable, task, at, source: 'log' }];
}

function fromOperation(text: string, version: Version): RootCause {
  const { exception, message } = innermost(text);
  return {
    message,
    exception,
    where: stageIn(text, version) ?? named(message, version),
    task: null,
    at: null,
    source: 'operation',
    trace: text.includes('\n') ? text : null,
    passedOver: 0,
  };
}

export const isNoise = (trace: string): boolean => {
  const { exception, message } = innermost(trace);
  return NOISE.some((pattern) => pattern.test(`${exception ?? ''}: ${message}`));
};

/** `GroupAggregate[5] -> Sink: counts[6] (1/1)#0 (…) switched from RUNNING to FAILED` */
function taskIn(text: string): string | null {
  return /^(.+?) \(\d+\/\d+\)(?:#\d+)?(?: \([0-9a-f_]+\))? switched from \w+ to FAILED/m.exec(text)?.[1] ?? null;
}

/** Exceptions of the runtime jar name the stage or output in quotes. */
function named(message: string, { bundle }: Version): FailedStage | null {
  for (const [, quoted = ''] of message.matchAll(/'([^']+)'/g)) {
    const statement = bundle.statements.find(
      (each) =>
        each.name === quoted ||
        (each.kind === 'table' && (each.options['output'] === quoted || each.options['source'] === quoted)),
    );
    if (statement) return { stage: quoted, origin: statement.origin };
  }
  return null;
}

const LONGEST_MESSAGE = 600;

/** The innermost cause of a Java stack trace. */
export function innermost(trace: string): { exception: string | null; message: string } {
  const lines = trace.split(/\r?\n/);
  const last = lines.findLastIndex((line) => line.trimStart().startsWith('Caused by: '));
  const at = Math.max(last, 0);
  // A message may have several lines; the frames below it begin with `at`.
  const end = lines.findIndex((line, i) => i > at && /^\s*(at |\.\.\. \d+ more|Suppressed: )/.test(line));
  const text = lines
    .slice(at, end === -1 ? undefined : end)
    .join(' ')
    .trim()
    .replace(/^Caused by: /, '');
  const [, name, rest] = /^((?:[a-z][\w$]*\.)+[A-Z][\w$]*)(?:: (.*))?$/s.exec(text) ?? [];
  const message = (name === undefined ? text : (rest ?? '')).replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE);
  const exception = name?.split('.').at(-1) ?? null;
  return { exception, message: message === '' ? (exception ?? 'no message') : message };
}
