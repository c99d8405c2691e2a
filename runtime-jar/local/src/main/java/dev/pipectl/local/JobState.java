package dev.pipectl.local;

/**
 * How a running job is.
 *
 * @param status as Flink names it: RUNNING, RESTARTING, FAILING
 * @param failure why it last failed; null when it never did
 */
record JobState(String status, JobFailure failure) {}
