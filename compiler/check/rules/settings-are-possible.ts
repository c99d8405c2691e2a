import type { Rule } from '../rule.js';

/** What `pipeline.max-parallelism` is pinned to: state is split into as many parts. */
const MOST_PARALLEL = 720;
const SECOND = 1_000;
const HOUR = 3_600_000;

/** The pipeline's settings are within what the runtime and the service can do. */
export const settingsArePossible: Rule = ({ settings, span }, report) => {
  const { parallelism, checkpointEvery, runtime, rejectRate } = settings;
  if (parallelism !== null && parallelism > MOST_PARALLEL) {
    report('parallelismOutOfRange', span, { parallelism, most: MOST_PARALLEL });
  }
  if (checkpointEvery !== null && (checkpointEvery < SECOND || checkpointEvery > HOUR)) {
    report('checkpointEveryOutOfRange', span, { milliseconds: checkpointEvery });
  }
  if (runtime !== null && runtime !== 'FLINK-2_2') report('unknownRuntime', span, { runtime });
  if (rejectRate !== null && !(rejectRate >= 0 && rejectRate < 1)) {
    report('rejectRateOutOfRange', span, { rate: rejectRate });
  }
};
