package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.Backoff;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shards of a stream and gives them to readers: at once where they are ready, after their parents else.
 *
 * <p>A child goes to the reader of its parent, with its parent's watermark, and only then is the parent's released: so the
 * watermark can't run ahead of a child's records while it changes hands.
 */
final class ShardsEnumerator implements SplitEnumerator<ShardSplit, ShardsState> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardsEnumerator.class);
    private static final int TRIES = 5;

    private final SplitEnumeratorContext<ShardSplit> context;
    private final Shards shards;
    private final String stream;
    private final Start start;
    private final long interval;
    private final LongSupplier clock;
    private final ShardFamily family;
    private final SourceWatermark watermark = new SourceWatermark();
    private long firstStart;

    ShardsEnumerator(
            SplitEnumeratorContext<ShardSplit> context, Shards shards, String stream, Start start, long interval,
            LongSupplier clock, ShardsState restored) {
        this.context = context;
        this.shards = shards;
        this.stream = stream;
        this.start = start;
        this.interval = interval;
        this.clock = clock;
        boolean same = restored.stream().equals(stream);
        if (!same) {
            LOG.warn("The state is of the stream '{}', the table now reads '{}': reading begins anew.", restored.stream(), stream);
        }
        this.firstStart = same ? restored.firstStart() : ShardsState.NEVER;
        this.family = new ShardFamily(same ? restored.shards() : List.of());
    }

    @Override
    public void start() {
        context.callAsync(this::list, this::listed, 0, interval);
    }

    /** Runs on a thread of its own; a failure that passes is tried again before it counts. */
    private List<Shard> list() throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new SplittableRandom());
        for (int tries = 1; ; tries++) {
            try {
                return shards.list();
            } catch (RuntimeException e) {
                if (tries == TRIES || ServiceFailures.kind(e) != FailureKind.TEMPORARY) {
                    throw e;
                }
                Thread.sleep(backoff.next().toMillis());
            }
        }
    }

    private void listed(List<Shard> listed, Throwable failure) {
        if (failure instanceof RuntimeException e && ServiceFailures.kind(failure) != FailureKind.TEMPORARY) {
            throw e;
        }
        if (failure != null) {
            LOG.warn("The shards of the stream '{}' could not be listed, and will be again: {}", stream, ServiceFailures.said(failure));
            return;
        }
        boolean first = firstStart == ShardsState.NEVER;
        if (first) {
            firstStart = clock.getAsLong();
        }
        ShardPosition position = first ? start.ofFirstShards(firstStart) : start.ofLaterShards(firstStart);
        family.listed(listed.stream().map(Shard::id).collect(Collectors.toSet()));
        for (Shard shard : listed) {
            if (!family.knows(shard.id())) {
                LOG.info("Found {} of the stream '{}', to be read from {}.", shard.id(), stream, position);
                family.add(ShardSplit.unread(stream, shard, position), shard.parents());
            }
        }
        give();
        if (first) {
            context.registeredReaders().keySet().forEach(this::tellGiven);
        }
    }

    private void give() {
        family.ready(context.currentParallelism()).forEach((split, reader) -> {
            if (isRegistered(reader)) {
                context.assignSplit(split, reader);
                family.given(split.shard());
            }
        });
        family.releasable().forEach((shard, reader) -> {
            if (isRegistered(reader)) {
                context.sendEventToSourceReader(reader, new ShardReleased(shard));
                family.released(shard);
            }
        });
    }

    private boolean isRegistered(int reader) {
        return context.registeredReaders().containsKey(reader);
    }

    private void tellGiven(int reader) {
        context.sendEventToSourceReader(reader, new ShardsGiven());
    }

    @Override
    public void addReader(int reader) {
        watermark.forget(reader);
        if (firstStart != ShardsState.NEVER) {
            give();
            tellGiven(reader);
        }
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (event instanceof ShardEnded ended) {
            LOG.info("{} of the stream '{}' is read to its end.", ended.shard(), stream);
            if (!family.knows(ended.shard())) {
                context.sendEventToSourceReader(reader, new ShardReleased(ended.shard()));
                return;
            }
            family.ended(ended.shard(), reader, ended.watermark());
            give();
            if (family.awaitsChildren()) {
                context.callAsync(this::list, this::listed);
            }
        } else if (event instanceof ReaderProgress progress) {
            watermark.progressed(reader, progress);
            watermark.news(context.currentParallelism()).forEach((follower, news) -> {
                if (isRegistered(follower)) {
                    context.sendEventToSourceReader(follower, news);
                }
            });
        }
    }

    @Override
    public void addSplitsBack(List<ShardSplit> splits, int reader) {
        watermark.forget(reader);
        family.fallenBack(reader, splits);
        give();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public ShardsState snapshotState(long checkpoint) {
        return new ShardsState(stream, firstStart, family.snapshot(checkpoint));
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        family.complete(checkpoint);
    }

    @Override
    public void close() {
        shards.close();
    }
}
