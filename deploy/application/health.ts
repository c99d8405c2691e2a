/**
 * The gate that a deploy has to pass. That the service calls an application RUNNING says nothing: its job may restart for
 * ever. Healthy is a job whose tasks all run, that does not restart, whose running time grows, that has completed a
 * checkpoint since its start, and that reads records if there are any.
 */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { ServiceFailure } from '../aws/service-failure.js';
import { readApplication } from './actual.js';
import type { Clients } from './clients.js';
import { FlinkJobs, type FlinkJob, type JobStatus } from './flink/flink-jobs.js';
import { sourceProgress, type SourceProgress } from './source-progress.js';
import type { ApplicationTarget } from './target.js';
import { until } from './wait.js';

/** What a look at the application has shown; null is what is not known yet. */
export interface HealthFacts {
  readonly status: string;
  readonly versionId: number;
  readonly job: JobStatus | null;
  /** Of the tasks, by what they are. */
  readonly tasks: Readonly<Record<string, number>>;
  readonly restarts: number | null;
  /** Milliseconds that the job has been running since it last started. */
  readonly runningMs: number | null;
  /** Completed since the job started. */
  readonly checkpoints: number;
  readonly lastCheckpointAt: number | null;
  /** Of all sources together. */
  readonly recordsRead: number | null;
  readonly waiting: string | null;
}

export type Health =
  | { readonly healthy: true; readonly facts: HealthFacts; /** No source has had any record. */ readonly idle: boolean }
  | { readonly healthy: false; readonly reason: string; readonly facts: HealthFacts | null };

export interface HealthQuestion {
  readonly clients: Clients;
  readonly target: Pick<ApplicationTarget, 'application'>;
  readonly bundle: Bundle;
  /** The jar that has to be running. */
  readonly sha256: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onLook: (facts: HealthFacts) => void;
}

/** So many restarts while it is looked at are a loop. */
const LOOP = 3;
/** In looks: for so long nothing may restart. */
const STEADY_LOOKS = 7;

export async function health(question: HealthQuestion): Promise<Health> {
  const { clients, timeoutMs, signal, onLook } = question;
  const watch = new Watch(question);
  const found = await until(
    async () => {
      const verdict = await watch.look();
      if (watch.facts !== null) onLook(watch.facts);
      return verdict;
    },
    { deadline: Date.now() + timeoutMs, everyMs: clients.pollMs, signal },
  );
  if (found !== null) return found;
  const what = watch.facts?.waiting ?? 'the application to answer';
  return {
    healthy: false,
    reason: `after ${Math.round(timeoutMs / 1000)} s it still waited for ${what}`,
    facts: watch.facts,
  };
}

class Watch {
  facts: HealthFacts | null = null;
  private readonly flink: FlinkJobs;
  private firstRestarts: number | null = null;
  private last: { readonly job: string; readonly restarts: number; readonly runningMs: number } | null = null;
  private steadyLooks = 0;
  private hasGrown = false;

  constructor(private readonly question: HealthQuestion) {
    this.flink = new FlinkJobs(question.clients, question.target.application);
  }

  async look(): Promise<Health | null> {
    const { clients, target, sha256 } = this.question;
    const actual = await readApplication(clients, target);
    if (actual === null) return this.ill('the application is gone');
    const { status, versionId } = actual;
    this.facts = { ...NOTHING, status, versionId, waiting: 'the application to be RUNNING' };
    if (status === 'READY' || status === 'ROLLED_BACK' || status === 'DELETING')
      return this.ill(`the application is ${status}`);
    if (status !== 'RUNNING') return null;
    if (actual.sha256 !== sha256) return this.ill(`version ${versionId} of the application has another jar`);
    // Between two jobs, and while Flink starts, its interface may not answer.
    const job = await this.flink.job(this.question.signal).catch(passing);
    this.facts = { ...this.facts, waiting: 'its job to start' };
    return job === null ? null : this.lookAt(job);
  }

  private async lookAt(job: FlinkJob): Promise<Health | null> {
    const { bundle, signal } = this.question;
    const [metrics, checkpoints, progress] = await Promise.all([
      this.flink.metrics(job.jid, ['numRestarts', 'runningTime'], signal).catch(passing),
      this.flink.checkpoints(job.jid, signal).catch(passing),
      sourceProgress(this.flink, job, bundle).catch(passing),
    ]);
    const restarts = metrics?.get('numRestarts') ?? null;
    const runningMs = metrics?.get('runningTime') ?? null;
    const completed = checkpoints?.latest.completed ?? null;
    this.facts = {
      ...(this.facts ?? NOTHING),
      job: job.state,
      tasks: countTasks(job),
      restarts,
      runningMs,
      checkpoints: checkpoints?.counts.completed ?? 0,
      lastCheckpointAt: completed?.trigger_timestamp ?? null,
      recordsRead: progress?.read ?? null,
      waiting: null,
    };
    if (job.state === 'FAILED' || job.state === 'CANCELED' || job.state === 'FINISHED')
      return this.ill(`its job is ${job.state}`);
    if (restarts !== null) {
      this.firstRestarts ??= restarts;
      if (restarts - this.firstRestarts >= LOOP)
        return this.ill(`its job has restarted ${restarts - this.firstRestarts} times while it was watched`);
    }
    const waiting = this.waitingFor(job, { restarts, runningMs, completed, progress });
    this.facts = { ...this.facts, waiting };
    return waiting === null ? { healthy: true, facts: this.facts, idle: (progress?.read ?? 0) === 0 } : null;
  }

  /** Null when nothing is missing any more. */
  private waitingFor(job: FlinkJob, { restarts, runningMs, completed, progress }: Look): string | null {
    const isRunning = job.state === 'RUNNING' && job.vertices.every(({ status }) => status === 'RUNNING');
    const before = this.last;
    const isSteady = isRunning && before?.job === job.jid && before.restarts === restarts;
    if (isSteady && before && runningMs !== null && runningMs > before.runningMs) this.hasGrown = true;
    this.steadyLooks = isSteady ? this.steadyLooks + 1 : 0;
    if (!isSteady) this.hasGrown = false;
    if (restarts !== null && runningMs !== null) {
      const kept = isSteady && before ? Math.min(before.runningMs, runningMs) : runningMs;
      this.last = { job: job.jid, restarts, runningMs: kept };
    }
    if (!isRunning) return 'all tasks of its job to run';
    if (!this.hasGrown) return 'its running time to grow';
    if (this.steadyLooks < STEADY_LOOKS) return 'its job to go on without a restart';
    const since = job['start-time'];
    if (completed === null || completed.trigger_timestamp < since) return 'a checkpoint to complete';
    // A checkpoint from before the last restart proves nothing about the attempt that runs now.
    if ((restarts ?? 0) > 0 && runningMs !== null && completed.trigger_timestamp < Date.now() - runningMs)
      return 'a checkpoint to complete since the last restart';
    return progress === null || progress.isWaiting ? 'records to move' : null;
  }

  private ill = (reason: string): Health => ({ healthy: false, reason, facts: this.facts });
}

interface Look {
  readonly restarts: number | null;
  readonly runningMs: number | null;
  readonly completed: { readonly trigger_timestamp: number } | null;
  readonly progress: SourceProgress | null;
}

const NOTHING: HealthFacts = {
  status: '',
  versionId: 0,
  job: null,
  tasks: {},
  restarts: null,
  runningMs: null,
  checkpoints: 0,
  lastCheckpointAt: null,
  recordsRead: null,
  waiting: null,
};

function countTasks({ vertices }: FlinkJob): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of vertices) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What is not answered now may be at the next look. */
function passing(error: unknown): null {
  if (error instanceof ServiceFailure && error.kind !== 'credentials' && error.kind !== 'denied') return null;
  throw error;
}
