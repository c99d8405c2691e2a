/** Gathers what Flink and the service have said about a failure, and finds the root cause in it. */
import { ServiceFailure } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { FlinkJobs } from './flink/flink-jobs.js';
import { readLogs } from './logs.js';
import { rootCause, type RootCause } from './root-cause.js';
import type { ApplicationTarget } from './target.js';
import type { Version } from './version.js';

export interface Where {
  readonly clients: Clients;
  readonly target: ApplicationTarget;
  readonly version: Version;
  /** Of the start that failed, in milliseconds since 1970. */
  readonly since: number;
  /** What the service says about the operation. */
  readonly operation: string | null;
}

/** Lines with a stack trace; more than these are of no use. */
const LINES = 200;
/** Clocks differ, and a line's time is that of its writer. */
const CLOCKS_MS = 2_000;

export async function findCause({ clients, target, version, since, operation }: Where): Promise<RootCause | null> {
  const flink = new FlinkJobs(clients, target.application);
  const query = { since: since - CLOCKS_MS, pattern: 'throwableInformation', limit: LINES };
  const [logs, exceptions] = await Promise.all([
    readLogs(clients, target.logs, query).catch(none),
    flink
      .job()
      .then((job) => (job === null ? [] : flink.exceptions(job.jid)))
      .catch(none),
  ]);
  return rootCause({ logs, exceptions, operation }, version);
}

/** A cause that can not be had must not hide the failure itself. */
function none(error: unknown): [] {
  if (error instanceof ServiceFailure) return [];
  throw error;
}
