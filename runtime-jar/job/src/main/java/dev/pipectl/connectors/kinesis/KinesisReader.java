package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RowMaker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    /** Whether the stream's shards are given out, so that having none is no reason to wait. */
    private boolean given;
    private boolean idle;
    /**
     * Whether a checkpoint has passed since the last row. Flink's local window aggregates hold rows back until their own
     * watermark or a checkpoint moves them on; of a reader that is idle the watermark stays, while others close the windows.
     */
    private boolean passedOn = true;

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
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<ShardSplit> splits) {
        for (ShardSplit split : splits) {
            if (split.stream().equals(stream)) {
                LOG.info("Reads {} of the stream '{}' from {}.", split.shard(), stream, split.position());
                shards.add(new OpenShard(split, watermarks.get(), split.ended() ? null : fetcher.open(split)));
            }
        }
        availability.wake();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ShardsGiven) {
            given = true;
        } else if (event instanceof ShardReleased released) {
            shards.stream().filter(shard -> shard.id().equals(released.shard())).forEach(OpenShard::release);
        }
        availability.wake();
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) {
        fetcher.check();
        availability.reset();
        connect(output);
        release(output);
        int count = 0;
        for (OpenShard shard = next(); shard != null && count < BATCH; shard = next()) {
            count += shard.emit(rows, BATCH - count, metrics);
            if (shard.hasEnded()) {
                fetcher.finished();
                tellEnded(shard);
            }
        }
        passedOn &= count == 0;
        updateIdle(output);
        return count > 0 ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    /** All new shards hold the watermark before any of them moves it. */
    private void connect(ReaderOutput<RowData> output) {
        List<OpenShard> added = null;
        for (OpenShard shard : shards) {
            if (!shard.isConnected()) {
                added = added == null ? new ArrayList<>() : added;
                added.add(shard);
                shard.register(output);
            }
        }
        if (added != null) {
            for (OpenShard shard : added) {
                shard.begin();
                if (shard.hasEnded()) {
                    tellEnded(shard);
                }
            }
        }
    }

    private void release(ReaderOutput<RowData> output) {
        // The last one that holds the watermark stays until the task may be idle.
        boolean all = passedOn || shards.stream().anyMatch(shard -> !shard.isIdle() && !shard.isReleased());
        for (Iterator<OpenShard> i = shards.iterator(); all && i.hasNext(); ) {
            OpenShard shard = i.next();
            if (shard.hasEnded() && shard.isReleased()) {
                shard.disconnect(output);
                i.remove();
            }
        }
    }

    private void tellEnded(OpenShard shard) {
        context.sendSourceEventToCoordinator(new ShardEnded(shard.id(), shard.watermark()));
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

    private void updateIdle(ReaderOutput<RowData> output) {
        boolean all = shards.isEmpty() ? given : idleAfter != Long.MAX_VALUE;
        if (idleAfter != Long.MAX_VALUE) {
            long now = System.nanoTime();
            for (OpenShard shard : shards) {
                all &= shard.isSilent(now, idleAfter);
            }
            // Flink takes a task whose shards are all idle for idle itself.
            if (!all || passedOn) {
                shards.forEach(shard -> shard.updateIdle(now, idleAfter));
            }
        }
        all &= passedOn;
        if (all != idle) {
            idle = all;
            if (idle) {
                output.markIdle();
            } else {
                output.markActive();
            }
        }
    }

    @Override
    public List<ShardSplit> snapshotState(long checkpointId) {
        List<ShardSplit> splits = new ArrayList<>();
        shards.forEach(shard -> splits.add(shard.state()));
        if (!passedOn) {
            passedOn = true;
            availability.wake();
        }
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
