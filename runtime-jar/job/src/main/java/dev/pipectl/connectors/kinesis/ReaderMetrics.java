package dev.pipectl.connectors.kinesis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * What a reader tells of itself, in the group that Managed Service for Apache Flink exports. No term of the ledger is
 * among it.
 */
final class ReaderMetrics {
    private static final String GROUP = "kinesisanalytics";

    private final MetricGroup stream;
    private final Counter retries;
    private final Counter throttles;
    private final Counter expiredIterators;
    private final Counter expiredShards;
    private final Counter recordsOfOtherShards;
    private final Counter recordsIn;
    private final Counter bytesIn;
    private final Counter recordsInErrors;
    private final List<BooleanSupplier> silent = new CopyOnWriteArrayList<>();
    private volatile long eventTime = Long.MIN_VALUE;
    private volatile long lagThen;

    ReaderMetrics(SourceReaderMetricGroup group, String source, String streamName) {
        recordsIn = group.getIOMetricGroup().getNumRecordsInCounter();
        bytesIn = group.getIOMetricGroup().getNumBytesInCounter();
        recordsInErrors = group.getNumRecordsInErrorsCounter();
        MetricGroup exported = group.addGroup(GROUP);
        // Of all sources together, however many: an expression of an alarm takes only so many metrics.
        exported.meter("recordsPerSecond", new MeterView(recordsIn));
        stream = exported.addGroup("source", source).addGroup("stream", streamName);
        stream.meter("recordsPerSecond", new MeterView(recordsIn));
        retries = stream.counter("retries", new ThreadSafeSimpleCounter());
        throttles = stream.counter("throttles", new ThreadSafeSimpleCounter());
        expiredIterators = stream.counter("expiredIterators", new ThreadSafeSimpleCounter());
        expiredShards = stream.counter("expiredShards", new ThreadSafeSimpleCounter());
        recordsOfOtherShards = stream.counter("recordsOfOtherShards", new ThreadSafeSimpleCounter());
        stream.gauge("eventTimeLag", (Gauge<Long>) this::eventTimeLag);
    }

    /**
     * A shard is read from now on.
     *
     * @param millisBehindLatest how far its reading is behind its newest record; -1 as long as nobody knows
     * @param isSilent whether all that it is known to hold is emitted
     */
    void shard(String shard, LongSupplier millisBehindLatest, BooleanSupplier isSilent) {
        silent.add(isSilent);
        stream.addGroup("shardId", shard).gauge("millisBehindLatest", (Gauge<Long>) millisBehindLatest::getAsLong);
    }

    /** Records went to the task's output: how many, how many bytes, how many of them faulty. */
    void emitted(int records, long bytes, int faulty) {
        recordsIn.inc(records);
        bytesIn.inc(bytes);
        recordsInErrors.inc(faulty);
    }

    /** The event time that was emitted last. */
    void eventTime(long millis) {
        lagThen = System.currentTimeMillis() - millis;
        eventTime = millis;
    }

    /** Time passes for what waits to be read; a stream in which nothing happens falls behind nothing. */
    private long eventTimeLag() {
        if (eventTime == Long.MIN_VALUE) {
            return -1;
        }
        return silent.stream().allMatch(BooleanSupplier::getAsBoolean) ? lagThen : System.currentTimeMillis() - eventTime;
    }

    /** Calls that failed and are made again. */
    Counter retries() {
        return retries;
    }

    /** Those among them that Kinesis refused because there were too many. */
    Counter throttles() {
        return throttles;
    }

    /** Iterators that were too old and were opened again. */
    Counter expiredIterators() {
        return expiredIterators;
    }

    /** Shards whose records Kinesis had deleted before they were read. */
    Counter expiredShards() {
        return expiredShards;
    }

    /** Records of an aggregate that belong to another shard, where their producer sends them again. */
    Counter recordsOfOtherShards() {
        return recordsOfOtherShards;
    }
}
