package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RowMaker;
import dev.pipectl.connectors.SplitWatermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.table.data.RowData;

/** A shard as its task sees it: its records become rows, and their watermark is the shard's. */
final class OpenShard {
    private final ShardSplit split;
    private final WatermarkGenerator<RowData> generator;
    /** Null when the shard had ended already. */
    private final ShardConsumer consumer;
    private final SplitWatermark watermark;
    private ShardPosition position;
    /** The index of the next record in the batch. */
    private int next;
    private boolean ended;
    private long lastRow = System.nanoTime();

    OpenShard(ShardSplit split, WatermarkGenerator<RowData> generator, ShardConsumer consumer) {
        this.split = split;
        this.generator = generator;
        this.consumer = consumer;
        this.position = split.position();
        this.watermark = new SplitWatermark(split.watermark());
        this.ended = split.ended();
    }

    /** Whether there is something to emit, the end included. */
    boolean isReady() {
        return !ended && consumer.head() != null;
    }

    /** Whether others that are ahead have to wait: there are records to come that are older than theirs. */
    boolean isWaitedFor() {
        return watermark.time() != Long.MIN_VALUE && !ended && (!consumer.isCaughtUp() || consumer.head() != null);
    }

    /** Emits at most so many records of the batch that is waiting, and says how many. */
    int emit(RowMaker rows, ReaderOutput<RowData> output, int most, ReaderMetrics metrics) {
        RecordBatch batch = consumer.head();
        int size = batch.records().size();
        int end = Math.min(size, next + most);
        int count = end - next;
        int faulty = 0;
        long bytes = 0;
        long time = Long.MIN_VALUE;
        for (; next < end; next++) {
            ShardRecord record = batch.records().get(next);
            RowData row = rows.row(record.bytes(), record.start(), record.end(), record);
            bytes += record.end() - record.start();
            if (rows.accepted()) {
                generator.onEvent(row, Long.MIN_VALUE, watermark);
                time = rows.eventTime();
            } else {
                faulty++;
            }
            output.collect(row);
        }
        metrics.emitted(count, bytes, faulty);
        if (faulty < count) {
            lastRow = System.nanoTime();
            if (time != Long.MIN_VALUE) {
                metrics.eventTime(time);
            }
            generator.onPeriodicEmit(watermark);
        }
        if (next == size) {
            position = batch.next();
            ended = batch.end();
            next = 0;
            consumer.done();
        } else if (count > 0) {
            position = batch.records().get(next - 1).position();
        }
        return count;
    }

    /** Whether there has been nothing to read for so long, in nanoseconds. */
    boolean isSilent(long now, long idleAfter) {
        return !ended && consumer.head() == null && consumer.isCaughtUp()
                && now - lastRow >= idleAfter && now - consumer.behindSince() >= idleAfter;
    }

    String id() {
        return split.shard();
    }

    long watermark() {
        return watermark.time();
    }

    boolean hasEnded() {
        return ended;
    }

    /** As state; of a task whose watermark is ahead of the shard's it is the task's that rows are judged by. */
    ShardSplit state(long taskWatermark) {
        return split.at(position, Math.max(watermark.time(), taskWatermark), ended);
    }

    void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
