package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RowMaker;
import dev.pipectl.connectors.SourceSpec;
import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.UserCodeClassLoader;

/** What a task is to a reader: it polls, and notes rows, the watermark and what the reader tells. A shard's watermark is its newest event time. */
final class TaskOfAReader implements AutoCloseable, SourceReaderContext, ReaderOutput<RowData> {
    final List<String> rows = new ArrayList<>();
    final List<ShardEnded> ends = new ArrayList<>();
    /** Seconds, as event times are given; null before the first. */
    Long watermark;
    /** What the reader told last. */
    ReaderProgress progress;
    final ReaderMetrics metrics;
    final KinesisReader reader;
    private final SourceReaderMetricGroup group = UnregisteredMetricsGroup.createSourceReaderMetricGroup();

    TaskOfAReader(FakeRecords service, Long idleAfter) {
        this(service, idleAfter, List.of());
    }

    TaskOfAReader(FakeRecords service, Long idleAfter, List<ShardSplit> restored) {
        SourceSpec spec = new SourceSpec(
                "s", new DecoderOptions("[{\"name\":\"at\",\"type\":\"timestamp\"}]", List.of("at"), Timestamps.MILLIS, Long.MAX_VALUE / 2), 1,
                List.of("$time", "$origin"));
        metrics = new ReaderMetrics(group, "s", "s", idleAfter);
        Availability availability = new Availability();
        reader = new KinesisReader(
                this, "s", new RowMaker(spec, group), EventTimes::new, new ShardFetcher(service, metrics, availability, "s"), metrics, availability,
                60_000, idleAfter);
        reader.addSplits(restored);
        reader.start();
    }

    /** A record with its event time, in seconds after all records' arrival. */
    static byte[] at(long seconds) {
        return ("{\"at\":" + (FakeRecords.ARRIVAL + seconds * 1000) + "}").getBytes(StandardCharsets.UTF_8);
    }

    static ShardSplit unread(String shard) {
        return ShardSplit.unread("s", new Shard(shard, List.of(), HashRange.of("0", "340282366920938463463374607431768211455")), ShardPosition.TRIM_HORIZON);
    }

    void add(String... shards) {
        reader.addSplits(java.util.Arrays.stream(shards).map(TaskOfAReader::unread).toList());
    }

    void until(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to that: " + rows);
            }
            if (reader.pollNext(this) == InputStatus.NOTHING_AVAILABLE) {
                try {
                    reader.isAvailable().get(20, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Polling again does no harm.
                }
            }
        }
    }

    void rows(int count) throws Exception {
        until(() -> rows.size() >= count);
    }

    /** Polls for a while in which something must not happen. */
    void aWhile() throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
        until(() -> System.nanoTime() > end);
    }

    private static final class EventTimes implements WatermarkGenerator<RowData> {
        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(RowData row, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, row.getTimestamp(1, 3).getMillisecond());
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(latest));
        }
    }

    @Override
    public void collect(RowData row) {
        RowData origin = row.getRow(2, 8);
        rows.add(origin.getString(1) + " " + origin.getString(2) + " "
                + (row.isNullAt(0) ? origin.getString(6).toString() : seconds(row.getTimestamp(1, 3).getMillisecond())));
    }

    @Override
    public void emitWatermark(Watermark next) {
        long seconds = seconds(next.getTimestamp());
        if (watermark != null && seconds < watermark) {
            throw new AssertionError("The watermark goes back from " + watermark + " to " + seconds + ".");
        }
        watermark = seconds;
    }

    private static long seconds(long millis) {
        return (millis - FakeRecords.ARRIVAL) / 1000;
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        if (event instanceof ShardEnded end) {
            ends.add(end);
        } else {
            progress = (ReaderProgress) event;
        }
    }

    @Override
    public int currentParallelism() {
        return 1;
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
        return group;
    }

    @Override
    public void close() {
        reader.close();
    }

    @Override
    public void collect(RowData row, long timestamp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void markIdle() {
        throw new AssertionError("A task of this source is never idle.");
    }

    @Override
    public void markActive() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SourceOutput<RowData> createOutputForSplit(String splitId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getLocalHostName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getIndexOfSubtask() {
        return 0;
    }

    @Override
    public void sendSplitRequest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        throw new UnsupportedOperationException();
    }
}
