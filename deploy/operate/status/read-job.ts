/** Asks a running application's Flink how its job is. */
import type { FlinkException, FlinkJobs } from '../../application/flink/flink-jobs.js';
import { rootCause } from '../../application/root-cause.js';
import { stageCounters } from '../../application/stage-counters.js';
import type { Version } from '../../application/version.js';
import type { FailureLook, JobLook } from './job-look.js';
import { readLags } from './source-lags.js';

/** Null while there is no job. */
export async function readJob(flink: FlinkJobs, version: Version): Promise<JobLook | null> {
  const job = await flink.job();
  if (job === null) return null;
  const { ledger } = version.bundle;
  const [checkpoints, exceptions, numbers, counters, lags] = await Promise.all([
    flink.checkpoints(job.jid),
    flink.exceptions(job.jid),
    flink.metrics(job.jid, ['numRestarts', 'runningTime']),
    stageCounters(flink, job, ledger),
    readLags(flink, job, ledger),
  ]);
  const { completed, failed } = checkpoints.latest;
  const restarts = numbers.get('numRestarts') ?? 0;
  return {
    id: job.jid,
    state: job.state,
    parallelism: Math.max(0, ...job.vertices.map(({ parallelism }) => parallelism)),
    restarts,
    runningMs: numbers.get('runningTime') ?? (restarts === 0 ? job.duration : 0),
    checkpoints: {
      completed: checkpoints.counts.completed,
      failed: checkpoints.counts.failed,
      last: completed && {
        at: completed.latest_ack_timestamp,
        durationMs: completed.end_to_end_duration,
        stateBytes: completed.state_size,
      },
      lastFailure: failed && {
        at: failed.trigger_timestamp,
        message: failed.failure_message ?? 'Flink does not say why',
      },
    },
    firstFailure: firstFailure(exceptions, version),
    lags,
    counters,
  };
}

function firstFailure(exceptions: readonly FlinkException[], version: Version): FailureLook | null {
  const cause = rootCause({ logs: [], exceptions, operation: null }, version);
  return cause && { at: cause.at ?? 0, message: cause.message, where: cause.where };
}
