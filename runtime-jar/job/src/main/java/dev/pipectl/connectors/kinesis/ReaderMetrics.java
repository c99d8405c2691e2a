package dev.pipectl.connectors.kinesis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
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
    /** How long nothing has come in a shard that counts as silent; what comes in the rhythm of minutes is not. */
    private static final long SILENT_MILLIS = 60_000;

    private final MetricGroup stream;
    private final Counter retries;
    private final Counter throttles;
    private final Counter expiredIterators;
    private final Counter expiredShards;
    private final Counter recordsOfOtherShards;
    private final Counter recordsIn;
    private final Counter bytesIn;
    private final Counter recordsInErrors;
    private final List<ShardReading> shards = new CopyOnWriteArrayList<>();
    private volatile long eventTime = Long.MIN_VALUE;
    private volatile long lagThen;

    /** @param idleAfterMillis after which windows no longer wait for a silent shard; null for never */
    ReaderMetrics(SourceReaderMetricGroup group, String source, String streamName, Long idleAfterMillis) {
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
        long idleAfter = idleAfterMillis == null ? Long.MAX_VALUE : idleAfterMillis;
        stream.gauge("shards", (Gauge<Long>) () -> count(shard -> true));
        stream.gauge("silentShards", (Gauge<Long>)
                () -> count(shard -> shard.silentMillis() >= SILENT_MILLIS && shard.silentMillis() < idleAfter));
    }

    /** A shard is read from now on. */
    void shard(String shard, ShardReading reading) {
        shards.add(reading);
        stream.addGroup("shardId", shard).gauge("millisBehindLatest", (Gauge<Long>) reading::millisBehindLatest);
    }

    private long count(Predicate<ShardReading> which) {
        return shards.stream().filter(shard -> !shard.hasEnded() && which.test(shard)).count();
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
        return shards.stream().allMatch(shard -> shard.silentMillis() >= 0) ? lagThen : System.currentTimeMillis() - eventTime;
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
