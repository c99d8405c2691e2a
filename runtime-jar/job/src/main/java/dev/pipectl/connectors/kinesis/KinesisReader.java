package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RowMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the records of its shards, always from the one whose watermark is furthest behind: so shards that are read after
 * the fact come in about the order of time, and what waits for the watermark stays small.
 */
final class KinesisReader implements SourceReader<RowData, ShardSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisReader.class);
    /** Rows between two looks at the mailbox, where checkpoints wait. */
    private static final int BATCH = 128;

    private final SourceReaderContext context;
    private final String stream;
    private final RowMaker rows;
    private final Supplier<WatermarkGenerator<RowData>> watermarks;
    private final ShardFetcher fetcher;
    private final ReaderMetrics metrics;
    private final Availability availability;
    private final long maxDrift;
    /** Nanoseconds; {@link Long#MAX_VALUE} for never. */
    private final long idleAfter;
    private final List<OpenShard> shards = new ArrayList<>();
    /** Shards that have ended in the state already, until that is told again. */
    private final List<OpenShard> ended = new ArrayList<>();
    private final long tellEvery;
    /** Whether the stream's shards are given out, so that having none is no reason to wait. */
    private boolean given;
    /** The task's watermark. */
    private long watermark = Long.MIN_VALUE;
    /** Where it begins: at the one of what is restored. */
    private long firstWatermark = Long.MIN_VALUE;
    /** That of the whole source, as far as it is known here. */
    private long sourceWatermark = Long.MIN_VALUE;
    private ReaderProgress told;
    private long toldAt;

    KinesisReader(
            SourceReaderContext context, String stream, RowMaker rows, Supplier<WatermarkGenerator<RowData>> watermarks,
            ShardFetcher fetcher, ReaderMetrics metrics, Availability availability, long maxDrift, Long idleAfterMillis) {
        this.context = context;
        this.stream = stream;
        this.rows = rows;
        this.watermarks = watermarks;
        this.fetcher = fetcher;
        this.metrics = metrics;
        this.availability = availability;
        this.maxDrift = maxDrift;
        this.idleAfter = idleAfterMillis == null ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(idleAfterMillis);
        // The more readers there are, the less often each of them tells.
        this.tellEvery = TimeUnit.MILLISECONDS.toNanos(200 + 10L * context.currentParallelism());
    }

    /** Restored shards are there already, others are not. */
    @Override
    public void start() {
        firstWatermark = shards.stream().mapToLong(OpenShard::watermark).min().orElse(Long.MIN_VALUE);
    }

    @Override
    public void addSplits(List<ShardSplit> splits) {
        for (ShardSplit split : splits) {
            if (split.stream().equals(stream)) {
                LOG.info("Reads {} of the stream '{}' from {}.", split.shard(), stream, split.position());
                OpenShard shard = new OpenShard(split, watermarks.get(), split.ended() ? null : fetcher.open(split));
                shards.add(shard);
                if (split.ended()) {
                    ended.add(shard);
                }
            }
        }
        availability.wake();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ShardsGiven) {
            given = true;
        } else if (event instanceof ShardReleased released) {
            shards.removeIf(shard -> shard.hasEnded() && shard.id().equals(released.shard()));
        } else if (event instanceof SourceProgress progress) {
            sourceWatermark = progress.watermark();
        }
        availability.wake();
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) {
        fetcher.check();
        availability.reset();
        // What is restored, or a parent's, goes before the rows.
        moveWatermark(output);
        int count = 0;
        for (OpenShard shard = next(); shard != null && count < BATCH; shard = next()) {
            count += shard.emit(rows, output, BATCH - count, metrics);
            moveWatermark(output);
            if (shard.hasEnded()) {
                fetcher.finished();
                tellEnded(shard);
            }
        }
        ended.forEach(this::tellEnded);
        ended.clear();
        return count > 0 ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    /**
     * The task's watermark is that of its shard furthest behind, but for silent ones; a task without any other follows the
     * source's. It is never idle: Flink's windows would go on without it, hold its rows back, and drop what it brings later
     * unseen. So its own watermark, by which rows are judged, is never behind that of the windows.
     */
    private void moveWatermark(ReaderOutput<RowData> output) {
        long now = System.nanoTime();
        boolean follows = given || !shards.isEmpty();
        long behind = Long.MAX_VALUE;
        long ahead = watermark;
        for (OpenShard shard : shards) {
            ahead = Math.max(ahead, shard.watermark());
            if (!shard.isSilent(now, idleAfter)) {
                follows = false;
                behind = Math.min(behind, shard.watermark());
            }
        }
        long next = Math.max(firstWatermark, follows ? sourceWatermark : behind);
        if (next > watermark && next != Long.MAX_VALUE) {
            watermark = next;
            output.emitWatermark(new Watermark(watermark));
        }
        tell(new ReaderProgress(follows ? ahead : watermark, follows), now);
    }

    private void tell(ReaderProgress progress, long now) {
        boolean turns = told == null || told.follows() != progress.follows();
        if (turns || now - toldAt >= tellEvery && !progress.equals(told)) {
            context.sendSourceEventToCoordinator(progress);
            told = progress;
            toldAt = now;
        }
    }

    private void tellEnded(OpenShard shard) {
        context.sendSourceEventToCoordinator(new ShardEnded(shard.id(), Math.max(shard.watermark(), watermark)));
    }

    /**
     * The shard to emit from: the one furthest behind, unless even that is too far ahead of one whose records are still
     * to come. A shard that has nothing to read holds up no other, though it may hold the watermark.
     */
    private OpenShard next() {
        OpenShard behind = null;
        long floor = Long.MAX_VALUE;
        for (OpenShard shard : shards) {
            if (shard.isReady() && (behind == null || shard.watermark() < behind.watermark())) {
                behind = shard;
            }
            if (shard.isWaitedFor()) {
                floor = Math.min(floor, shard.watermark());
            }
        }
        return behind == null || behind.watermark() - maxDrift > floor && behind.watermark() > floor ? null : behind;
    }

    @Override
    public List<ShardSplit> snapshotState(long checkpointId) {
        List<ShardSplit> splits = new ArrayList<>();
        shards.forEach(shard -> splits.add(shard.state(watermark)));
        return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return availability.future();
    }

    @Override
    public void close() {
        shards.forEach(OpenShard::close);
        fetcher.close();
    }
}
