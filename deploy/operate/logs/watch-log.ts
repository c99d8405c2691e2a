/** An application's log, line by line: what is there, and for as long as it is followed, what comes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../../application/clients.js';
import { logLine, type LogLine } from '../../application/logs.js';
import { asking, ServiceFailure, type FailureKind } from '../../aws/service-failure.js';

export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

/** `arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<stream>`; null for anything else. */
export function logStreamIn(arn: string): LogStream | null {
  const [, group, stream] = /:log-group:([^:]+):log-stream:(.+)$/.exec(arn) ?? [];
  return group === undefined || stream === undefined ? null : { group, stream };
}

/** Lines of several processes reach the service in no order, and some after others that are newer. */
const BEHIND_MS = 15_000;
/** What passes by itself. */
const PASSING: readonly FailureKind[] = ['unreachable', 'throttled', 'unknown'];

/** Reads a log and goes on with it: every line comes once, also one that was late. */
export class LogWatch {
  /** Those that a later look may find again, by their ids. */
  private readonly seen = new Map<string, number>();
  private newest: number;

  constructor(
    private readonly clients: Pick<Clients, 'logs' | 'pollMs'>,
    private readonly stream: LogStream,
    /** Milliseconds since 1970. */
    private readonly since: number,
    private readonly signal: AbortSignal,
  ) {
    this.newest = since;
  }

  /** Each page of what is there, the oldest first. Lines may be many, so they are not all kept. */
  async *pages(): AsyncGenerator<LogLine[]> {
    const from = Math.max(this.since, this.newest - BEHIND_MS);
    for await (const page of pages(this.clients, this.stream, { since: from, signal: this.signal })) {
      const lines = page.filter(({ eventId = '' }) => !this.seen.has(eventId));
      for (const { eventId = '', timestamp = 0 } of lines) {
        this.seen.set(eventId, timestamp);
        this.newest = Math.max(this.newest, timestamp);
      }
      // Older ones are not asked for any more.
      for (const [id, at] of this.seen) if (at < this.newest - BEHIND_MS) this.seen.delete(id);
      yield lines.map(({ timestamp = 0, message = '' }) => logLine(timestamp, message));
    }
  }

  /** What comes from now on. Never ends by itself, also when the service is not reached for a while. */
  async *follow(onTrouble: (failure: ServiceFailure) => void): AsyncGenerator<LogLine> {
    for (;;) {
      try {
        for await (const lines of this.pages()) yield* lines;
      } catch (error) {
        if (!(error instanceof ServiceFailure) || !PASSING.includes(error.kind)) throw error;
        onTrouble(error);
      }
      await sleep(this.clients.pollMs, undefined, { signal: this.signal });
    }
  }
}

async function* pages(
  { logs }: Pick<Clients, 'logs'>,
  { group, stream }: LogStream,
  { since, signal }: { readonly since: number; readonly signal: AbortSignal },
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
