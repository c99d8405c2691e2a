package dev.pipectl.connectors.kinesis;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that read shards ahead of a task, one for two shards, and the memory they share. */
final class ShardFetcher implements AutoCloseable {
    private static final int SHARDS_OF_A_THREAD = 2;
    private static final int MOST_THREADS = 8;
    /** What is read ahead of the first batch of each shard. */
    private static final long MEMORY = 64L << 20;
    private static final long LARGEST_BATCH = 8L << 20;
    private static final long SMALLEST_BATCH = 1L << 20;

    private final ShardRecords service;
    private final ReaderMetrics metrics;
    private final Availability availability;
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicInteger shards = new AtomicInteger();
    private final AtomicLong buffered = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean closed;

    ShardFetcher(ShardRecords service, ReaderMetrics metrics, Availability availability, String stream) {
        this.service = service;
        this.metrics = metrics;
        this.availability = availability;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger count = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, "kinesis-" + stream + '-' + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setRemoveOnCancelPolicy(true);
    }

    /** Begins to read a shard. */
    ShardConsumer open(ShardSplit split) {
        ShardConsumer consumer = new ShardConsumer(split, service, this, metrics);
        metrics.shard(split.shard(), consumer);
        resize(shards.incrementAndGet());
        schedule(consumer, 0);
        return consumer;
    }

    /** To be called when a shard is read to its end. */
    void finished() {
        resize(shards.decrementAndGet());
    }

    private synchronized void resize(int count) {
        threads.setCorePoolSize(Math.max(1, Math.min(MOST_THREADS, (count + SHARDS_OF_A_THREAD - 1) / SHARDS_OF_A_THREAD)));
    }

    void schedule(Runnable fetch, long millis) {
        if (!closed) {
            try {
                threads.schedule(fetch, millis, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                // The reader has been closed in between.
            }
        }
    }

    /** About how many bytes a shard is asked for at once. */
    long batchBytes() {
        return Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, MEMORY / Math.max(1, shards.get())));
    }

    boolean hasMemory() {
        return buffered.get() < MEMORY;
    }

    void buffer(long bytes) {
        buffered.addAndGet(bytes);
    }

    void wake() {
        availability.wake();
    }

    /** The first failure stops the job; the others are noted with it, not instead of it. */
    void fail(Throwable cause) {
        if (closed) {
            return;
        }
        RuntimeException thrown = cause instanceof RuntimeException e ? e : new IllegalStateException("A shard could not be read.", cause);
        if (!failure.compareAndSet(null, thrown) && failure.get() != thrown) {
            failure.get().addSuppressed(thrown);
        }
        wake();
    }

    /** Throws what has stopped a shard's reading. */
    void check() {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        service.close();
    }
}
