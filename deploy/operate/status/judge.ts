/**
 * Whether an application does its work, judged from one look. RUNNING is no sign of it: a job that fails and is
 * restarted for ever is in an application that is RUNNING.
 */
import { spanText } from '../span-text.js';
import type { JobLook } from './job-look.js';

export type Verdict =
  | 'healthy'
  /** It works, and something is not as it should be. */
  | 'degraded'
  | 'unhealthy'
  /** Something is done to it just now. */
  | 'changing'
  | 'stopped'
  | 'missing'
  | 'unknown';

export interface Judgement {
  readonly verdict: Verdict;
  /** In sentences; none for a healthy one. */
  readonly reasons: readonly string[];
}

export interface Judged {
  /** Of the application; null when there is none. */
  readonly status: string | null;
  readonly job: JobLook | null;
  /** Why there is no look at the job. */
  readonly jobMissing: string | null;
  readonly checkpointEveryMs: number;
  readonly now: number;
}

/** For so long after a restart a job is not taken for stable. */
const SETTLED_MS = 10 * 60_000;
/** So many checkpoints may be missing before it is said; one that is under way is none of them. */
const MISSED = 3;
const BEHIND_MS = 60_000;
const LATE_MS = 5 * 60_000;

export function judge({ status, job, jobMissing, checkpointEveryMs, now }: Judged): Judgement {
  if (status === null) return { verdict: 'missing', reasons: ['there is no such application'] };
  if (status === 'READY') return { verdict: 'stopped', reasons: [] };
  if (status !== 'RUNNING') return { verdict: 'changing', reasons: [`the application is ${status}`] };
  if (job === null) return { verdict: 'unknown', reasons: [jobMissing ?? 'Flink does not answer'] };
  const wrong = [...notRunning(job), ...restarting(job), ...withoutCheckpoints(job, { checkpointEveryMs, now })];
  if (wrong.length > 0) return { verdict: 'unhealthy', reasons: wrong };
  const odd = behind(job);
  return { verdict: odd.length > 0 ? 'degraded' : 'healthy', reasons: odd };
}

const notRunning = ({ state }: JobLook): string[] => (state === 'RUNNING' ? [] : [`the job is ${state}`]);

function restarting({ restarts, runningMs, state }: JobLook): string[] {
  if (restarts === 0 || (state === 'RUNNING' && runningMs >= SETTLED_MS)) return [];
  const since = state === 'RUNNING' ? `, and running for ${spanText(runningMs)} since` : '';
  return [`restarted ${times(restarts)}${since}`];
}

function withoutCheckpoints(
  { checkpoints, runningMs, state }: JobLook,
  { checkpointEveryMs, now }: { checkpointEveryMs: number; now: number },
): string[] {
  const { last, failed, lastFailure } = checkpoints;
  const allowed = MISSED * Math.max(checkpointEveryMs, last?.durationMs ?? 0);
  const why = lastFailure === null ? '' : `: ${lastFailure.message}`;
  if (state !== 'RUNNING' || runningMs < allowed) return [];
  if (last === null) return [`no checkpoint has completed in ${spanText(runningMs)}, ${failed} failed${why}`];
  const age = now - last.at;
  return age > allowed ? [`the last checkpoint completed ${spanText(age)} ago, ${failed} failed${why}`] : [];
}

function behind({ lags }: JobLook): string[] {
  return lags.flatMap(({ source, millisBehindLatest, eventTimeLag }) => {
    if (millisBehindLatest !== null && millisBehindLatest > BEHIND_MS)
      return [`'${source}' is ${spanText(millisBehindLatest)} behind the end of its stream`];
    // Where everything is read, a silent stream is no lag.
    if (millisBehindLatest !== 0 && eventTimeLag !== null && eventTimeLag > LATE_MS)
      return [`event time of '${source}' is ${spanText(eventTimeLag)} behind`];
    return [];
  });
}

const times = (count: number): string => (count === 1 ? 'once' : `${count.toLocaleString('en-US')} times`);
