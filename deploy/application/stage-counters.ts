/** The ledger's counters of a running job: the sums over all subtasks. */
import type { LedgerStage } from '../../compiler/ir/bundle.js';
import { countersIn, isStageCounter, type Counters } from '../../compiler/ir/counters.js';
import type { FlinkJob, FlinkJobs } from './flink/flink-jobs.js';
import { vertexMetrics } from './flink/vertex-metrics.js';

export const stageCounters = async (
  flink: FlinkJobs,
  job: Pick<FlinkJob, 'jid' | 'vertices'>,
  ledger: readonly LedgerStage[],
): Promise<Counters> => countersIn(await vertexMetrics(flink, job, isStageCounter), ledger);
