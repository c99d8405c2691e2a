package dev.pipectl.connectors.dynamodb;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What a stage's lookups count; the cache counts its own. */
final class LookupMetrics {
    /** Calls that were answered. */
    final Counter reads;
    /** Calls that are made again. */
    final Counter retries;
    /** Those among them that came too fast for the table. */
    final Counter throttles;
    /** Items that are not what the pipeline says they are, which count as missing. */
    final Counter unreadable;

    LookupMetrics(MetricGroup group) {
        reads = group.counter("reads", new ThreadSafeSimpleCounter());
        retries = group.counter("retries", new ThreadSafeSimpleCounter());
        throttles = group.counter("throttles", new ThreadSafeSimpleCounter());
        unreadable = group.counter("unreadable", new ThreadSafeSimpleCounter());
    }
}
