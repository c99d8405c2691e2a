/** `pipectl logs`: the first failure of what runs, with its stage and line, and then the log itself. */
import type { ActualApplication } from '../../deploy/application/actual.js';
import { deployedVersion } from '../../deploy/application/deployed-version.js';
import { findCause } from '../../deploy/application/find-cause.js';
import type { LogLine } from '../../deploy/application/logs.js';
import { listOperations, readOperation } from '../../deploy/application/operation.js';
import type { RootCause } from '../../deploy/application/root-cause.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { isAtLeast, LEVELS, type Level } from '../../deploy/operate/logs/levels.js';
import { LogWatch, logStreamIn, type LogStream } from '../../deploy/operate/logs/watch-log.js';
import { unknownVersion } from '../../deploy/operate/unknown-version.js';
import type { Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { moment, MOMENT } from '../moment.js';
import { refuse } from '../refusal.js';
import { causeData, causeText, lineData, lineText } from './log-text.js';
import { existing, withApplication, type OpenApplication } from './with-application.js';

export interface LogOptions {
  readonly env: string;
  readonly since: string;
  readonly level?: string;
  readonly grep?: string;
  readonly limit: string;
  readonly follow?: true;
}

interface Choice {
  readonly since: number;
  readonly limit: number;
  readonly follow: boolean;
  readonly wants: (line: LogLine) => boolean;
}

export async function logs(host: Host, pipeline: string, options: LogOptions): Promise<Outcome> {
  const choice = readChoice(options, Date.now());
  return withApplication(host, { pipeline, env: options.env }, (open) => showLogs(host, open, choice));
}

async function showLogs(host: Host, open: OpenApplication, choice: Choice): Promise<Outcome> {
  const { target, clients } = open;
  const { application } = target;
  const actual = await existing(open);
  const place = placeOf(open, actual);
  host.progress(`Reading the log ${place.group}`);
  const cause = await causeOf(open, actual, place);
  const watch = new LogWatch(clients, place, choice.since, host.signal);
  const newest: LogLine[] = [];
  let passed = 0;
  try {
    for await (const page of watch.pages()) {
      newest.push(...page.filter(choice.wants));
      passed += newest.splice(0, Math.max(0, newest.length - choice.limit)).length;
    }
  } catch (error) {
    throw missing(error, open, place);
  }
  host.progress('');
  if (cause !== null) {
    host.print(`${causeText(cause, host.colour)}\n`);
    host.event({ event: 'cause', ...causeData(cause) });
  }
  if (passed > 0) host.say(`${passed.toLocaleString('en-US')} older records are left out; --limit shows more`);
  const tell = (line: LogLine): void => {
    host.print(lineText(line, host.colour));
    host.event({ event: 'record', ...lineData(line) });
  };
  newest.forEach(tell);
  if (newest.length === 0) host.say(`nothing of that was logged since ${new Date(choice.since).toISOString()}`);
  if (choice.follow) {
    const onTrouble = ({ code }: ServiceFailure): void => host.progress(`No answer (${code}); asking again`);
    try {
      for await (const line of watch.follow(onTrouble)) if (choice.wants(line)) tell(line);
    } catch (error) {
      throw missing(error, open, place);
    }
  }
  const data = { application, ...place, cause: cause && causeData(cause), records: newest.length, leftOut: passed };
  return { exitCode: exit.ok, data };
}

/** Where the application really writes, which is not always where it should. */
function placeOf({ target, words }: OpenApplication, { loggingOptions }: ActualApplication): LogStream {
  const [option] = loggingOptions;
  const { application } = target;
  if (option === undefined) throw refuse('logsMissing', { what: 'it is tied to no log stream', application, words });
  return logStreamIn(option.logStreamArn) ?? target.logs;
}

function missing(error: unknown, { target, words }: OpenApplication, { group, stream }: LogStream): unknown {
  if (!(error instanceof ServiceFailure) || error.kind !== 'missing') return error;
  const what = /log stream/i.test(error.detail)
    ? `the log group '${group}' has no log stream '${stream}'`
    : `there is no log group '${group}'`;
  return refuse('logsMissing', { what, application: target.application, words });
}

/** What began the job that runs now: the last time that somebody started, changed or rolled it back. */
const BEGINS = ['StartApplication', 'UpdateApplication', 'RollbackApplication'];

async function causeOf(open: OpenApplication, actual: ActualApplication, place: LogStream): Promise<RootCause | null> {
  const { clients, target } = open;
  const begun = (await listOperations(clients, target.application)).find(({ kind }) => BEGINS.includes(kind));
  const since = begun?.startedAt?.getTime();
  if (begun === undefined || since === undefined) return null;
  const [version, operation] = await Promise.all([
    deployedVersion(clients, target, actual).catch(orNull),
    readOperation(clients, target.application, begun.id),
  ]);
  return findCause({
    clients,
    target: { ...target, logs: { ...target.logs, ...place } },
    version: version ?? unknownVersion(target.pipeline),
    since,
    operation: operation.error,
  });
}

/** A log without what the jar knows is better than none. */
function orNull(error: unknown): null {
  if (error instanceof ServiceFailure) return null;
  throw error;
}

function readChoice({ since: written, level, grep, limit, follow }: LogOptions, now: number): Choice {
  const since = moment(written, now);
  if (since === null) throw wrong('--since', written, MOMENT);
  const least = level?.toUpperCase();
  if (least !== undefined && !LEVELS.includes(least as Level)) throw wrong('--level', level ?? '', LEVELS.join(', '));
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw wrong('--limit', limit, 'a whole number from 1 on');
  const pattern = grep === undefined ? null : readPattern(grep);
  return {
    since,
    limit: Number(limit),
    follow: follow === true,
    wants: (line) =>
      (least === undefined || isAtLeast(line, least as Level)) &&
      (pattern === null || pattern.test(`${line.message}\n${line.throwable ?? ''}`)),
  };
}

function readPattern(written: string): RegExp {
  try {
    return new RegExp(written, 'im');
  } catch {
    throw wrong('--grep', written, 'a regular expression');
  }
}

const wrong = (option: string, written: string, expected: string): Error =>
  refuse('optionValue', { option, written, expected }, exit.usage);
