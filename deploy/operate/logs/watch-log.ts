/** An application's log, line by line: what is there, and for as long as it is followed, what comes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../../application/clients.js';
import { logLine, type LogLine } from '../../application/logs.js';
import { asking } from '../../aws/service-failure.js';

export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

export interface Watch {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly signal: AbortSignal;
}

/** `arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<stream>`; null for anything else. */
export function logStreamIn(arn: string): LogStream | null {
  const [, group, stream] = /:log-group:([^:]+):log-stream:(.+)$/.exec(arn) ?? [];
  return group === undefined || stream === undefined ? null : { group, stream };
}

/** Each page of what is there, the oldest first. Lines may be many, so they are not all kept. */
export async function* readPages(clients: Clients, stream: LogStream, watch: Watch): AsyncGenerator<LogLine[]> {
  for await (const page of pages(clients, stream, watch))
    yield page.map(({ timestamp = 0, message = '' }) => logLine(timestamp, message));
}

/** Lines of several processes reach the service in no order, and some after others that are newer. */
const BEHIND_MS = 15_000;

/** Never ends by itself. Every line comes once, also one that was late. */
export async function* followLog(
  clients: Clients,
  stream: LogStream,
  { since, signal }: Watch,
): AsyncGenerator<LogLine> {
  const seen = new Map<string, number>();
  let newest = since;
  for (;;) {
    const from = Math.max(since, newest - BEHIND_MS);
    for await (const page of pages(clients, stream, { since: from, signal })) {
      for (const { eventId = '', timestamp = 0, message = '' } of page) {
        if (seen.has(eventId)) continue;
        seen.set(eventId, timestamp);
        newest = Math.max(newest, timestamp);
        yield logLine(timestamp, message);
      }
    }
    // Older ones are not asked for any more.
    for (const [id, at] of seen) if (at < newest - BEHIND_MS) seen.delete(id);
    await sleep(clients.pollMs, undefined, { signal });
  }
}

async function* pages(
  { logs }: Clients,
  { group, stream }: LogStream,
  { since, signal }: Watch,
): AsyncGenerator<FilteredLogEvent[]> {
  let nextToken: string | undefined;
  do {
    const command = new FilterLogEventsCommand({
      logGroupName: group,
      logStreamNames: [stream],
      startTime: since,
      ...(nextToken !== undefined && { nextToken }),
    });
    // A page can be empty and not be the last one.
    const page = await asking('logs:FilterLogEvents', `the log stream '${stream}' of '${group}'`, () =>
      logs.send(command, { abortSignal: signal }),
    );
    yield page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}
