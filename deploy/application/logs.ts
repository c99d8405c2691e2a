/** What an application has written to CloudWatch Logs, with its errors told apart from the rest. */
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { asking, failureOf } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import type { LogPlace } from './target.js';

/** One line of the job's log. The service writes them as JSON. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
  readonly level: string | null;
  readonly logger: string | null;
  readonly thread: string | null;
  /** The version of the application that wrote it. */
  readonly versionId: number | null;
  /** A stack trace, when there is one. */
  readonly throwable: string | null;
}

export interface LogQuery {
  readonly since: number;
  readonly until?: number;
  /** In CloudWatch's words; all lines without. */
  readonly pattern?: string;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** The oldest first; none when the log group or stream is not there. */
export async function readLogs(
  { logs }: Clients,
  { group, stream }: Pick<LogPlace, 'group' | 'stream'>,
  { since, until, pattern, limit, signal }: LogQuery,
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await asking('logs:FilterLogEvents', `the log group '${group}'`, () =>
        logs.send(
          new FilterLogEventsCommand({
            logGroupName: group,
            logStreamNames: [stream],
            startTime: since,
            ...(until !== undefined && { endTime: until }),
            ...(pattern !== undefined && { filterPattern: pattern }),
            ...(nextToken && { nextToken }),
          }),
          signal && { abortSignal: signal },
        ),
      );
      for (const { timestamp = 0, message = '' } of page.events ?? []) lines.push(logLine(timestamp, message));
      nextToken = page.nextToken;
    } while (nextToken !== undefined && lines.length < limit);
  } catch (error) {
    const failure = failureOf(error, 'logs:FilterLogEvents', `the log group '${group}'`);
    if (failure?.kind !== 'missing') throw failure ?? error;
  }
  return lines.slice(0, limit);
}

export function logLine(at: number, text: string): LogLine {
  const fields = parsed(text);
  const said = (name: string): string | null => {
    const value = fields?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const throwable = fields?.['throwableInformation'];
  return {
    at,
    message: fields === null ? text : (said('message') ?? ''),
    level: said('messageType'),
    logger: said('logger'),
    thread: said('threadName'),
    versionId: said('applicationVersionId') === null ? null : Number(said('applicationVersionId')),
    // A list of lines, or one text.
    throwable: Array.isArray(throwable) ? throwable.join('\n') : said('throwableInformation'),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
